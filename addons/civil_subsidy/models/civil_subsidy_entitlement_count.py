from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from .civil_subsidy_stack import HOUSEHOLD_METHODS


class CivilSubsidyEntitlementCount(models.Model):
    """The persons whom a household's entitlement counts, from month to month."""

    _inherit = "civil.subsidy.entitlement"

    @api.model
    def _granted_members(self, program, resident, household, vals):
        """Whom a household's grant counts: those named, or who live there."""
        named = vals.pop("members", None)
        if program.amount_method not in HOUSEHOLD_METHODS:
            return self.env["civil.resident"]
        if named is not None:
            return self._existing("civil.resident", named)
        living = household.member_ids.filtered(lambda r: not r.death_date)
        return living | resident

    @api.model
    def _refuse_counted(self, program, people, month, own=None):
        """Refuse people whom another household's entitlement counts already.

        :raise UserError: naming both
        """
        if program.amount_method not in HOUSEHOLD_METHODS:
            return
        # Households of other divisions count too.
        other = (
            self.env["civil.subsidy.entitlement.member"]
            .sudo()
            .search(
                Domain("resident_id", "in", people.ids)
                & Domain("entitlement_id.program_id", "=", program.id)
                & Domain("entitlement_id.state", "!=", "ended")
                & Domain("entitlement_id.active", "=", True)
                & Domain("entitlement_id", "not in", own.ids if own else [])
                & (Domain("month_to", "=", False) | Domain("month_to", ">", month)),
                limit=1,
            )
        )
        if other:
            raise UserError(
                self.env._(
                    "%(name)s is already counted in the entitlement of %(other)s. "
                    "Take the person out there first.",
                    name=other.resident_id.display_name,
                    other=other.entitlement_id.display_name,
                )
            )

    def _count_members(self, people, month):
        """Count exactly these people from a month on."""
        self.ensure_one()
        if not people and not self.member_ids:
            return
        self.env.flush_all()
        known = {"entitlement": self.id, "month": month, "people": people.ids}
        # Who isn't counted anymore: not at all, or until the month.
        self.env.cr.execute(
            SQL(
                "DELETE FROM civil_subsidy_entitlement_member"
                " WHERE entitlement_id = %(entitlement)s AND month_from >= %(month)s",
                **known,
            )
        )
        self.env.cr.execute(
            SQL(
                """
                UPDATE civil_subsidy_entitlement_member SET month_to = CASE
                    WHEN resident_id = ANY(%(people)s) THEN NULL
                    ELSE %(month)s::date END
                WHERE entitlement_id = %(entitlement)s
                    AND (month_to IS NULL OR month_to > %(month)s
                        OR month_to = %(month)s AND resident_id = ANY(%(people)s))
                """,
                **known,
            )
        )
        self.env["civil.subsidy.entitlement.member"].invalidate_model()
        counted = self.member_ids.filtered(
            lambda member: not member.month_to
        ).resident_id
        # Members are written by the steps only.
        self.env["civil.subsidy.entitlement.member"].sudo().create(
            [
                {
                    "entitlement_id": self.id,
                    "resident_id": person.id,
                    "month_from": month,
                }
                for person in people - counted
            ]
        )
        self.invalidate_recordset(["member_ids"])

    def _attach(self, decided, papers):
        """Keep the papers with the versions that they decided."""
        if papers:
            attachments = self._existing("ir.attachment", papers)
            versions = self.env["civil.subsidy.entitlement.version"].browse(
                decided.values()
            )
            versions.attachment_ids = attachments
