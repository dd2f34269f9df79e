from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_license.models.civil_license import ALIVE

from .civil_case_kind import SOCIAL_ACTIONS
from .civil_social_charter import MAKING as CHARTERS
from .civil_social_org_stamp import STAMPING


class CivilSocialOrg(models.Model):
    """An organization's cases, certificate, charters, audits and stamps."""

    _inherit = "civil.social.org"

    case_ids = fields.One2many("civil.case", "social_org_id", string="Cases")
    case_count = fields.Integer(
        string="Number of Cases", compute="_compute_social_counts"
    )
    audit_ids = fields.One2many("civil.social.audit", "org_id", string="Audits")
    audit_count = fields.Integer(
        string="Number of Audits", compute="_compute_social_counts"
    )
    liquidation_ids = fields.One2many(
        "civil.social.liquidation", "org_id", string="Liquidations"
    )
    charter_ids = fields.One2many("civil.social.charter", "org_id", string="Charters")
    stamp_ids = fields.One2many("civil.social.org.stamp", "org_id", string="Stamps")
    license_id = fields.Many2one(
        "civil.license", compute="_compute_license_id", string="Certificate"
    )

    def _compute_social_counts(self):
        for name, model, field in (
            ("case_count", "civil.case", "social_org_id"),
            ("audit_count", "civil.social.audit", "org_id"),
        ):
            counts = dict(
                self.env[model]._read_group(
                    [(field, "in", self.ids)], [field], ["__count"]
                )
            )
            for org in self:
                org[name] = counts.get(org, 0)

    @api.depends_context("uid")
    def _compute_license_id(self):
        kinds = self.env["civil.license.kind"].search([("code", "like", "social_%")])
        licenses = self.env["civil.license"].search(
            [
                ("kind_id", "in", kinds.ids),
                ("organization_id", "in", self.organization_id.ids),
            ],
            order="id",
        )
        # The last one counts where there were several.
        last = {license_.organization_id: license_ for license_ in licenses}
        for org in self:
            org.license_id = last.get(org.organization_id, False)

    def _social_license(self):
        """The single organization's certificate, whoever asks; none if there is none.

        Certificates from before the register have no record here.
        """
        self.ensure_one()
        return self.sudo().license_id.sudo(self.env.su)

    def _social_license_kind(self):
        """The kind of certificate that the single organization holds."""
        return (
            self.env["civil.license.kind"]
            .sudo()
            .search([("code", "=", f"social_{self.sudo().kind_id.code}")], limit=1)
        )

    def _social_license_values(self):
        """What the certificate states, by the keys of its kind's fields."""
        org = self.sudo()
        return {
            "representative": org.legal_representative or "",
            "premises": org.address or "",
            "scope": org.scope or "",
            "fund": f"{org.registered_fund or 0:,.2f}元",
            "supervisor": org.supervisor_id.name or "",
        }

    # -- what granted cases bring about ----------------------------------------------

    def _social_issue_certificate(self, case):
        """Issue the certificate of the organization that was founded."""
        license_ = self.env["civil.license"]._issue(
            self._social_license_kind(),
            {"party_type": "organization", "organization_id": self.organization_id.id},
            self.division_id,
            self._social_license_values(),
            case=case,
            copies=case.license_copies,
        )
        self._social_follow_certificate(license_.sudo())
        return license_

    def _social_change_certificate(self, case):
        """Let the certificate say what the register says now.

        Certificates from before the register have no record here; the next renewal
        makes one.
        """
        license_ = self._social_license()
        if license_ and license_.state in ALIVE:
            license_.sudo()._change(self._social_license_values(), case=case)
            case.sudo()._write_guarded({"license_id": license_.id})

    def _social_follow_certificate(self, license_):
        """Let the register know number and term of the certificate."""
        self.sudo().write(
            {
                "registration_no": license_.number,
                "certificate_from": license_.valid_from,
                "certificate_until": license_.valid_until,
            }
        )

    def _social_take_charter(self, case):
        """Keep the charter that was approved with a case."""
        files = case.sudo().material_ids.filtered(
            lambda paper: paper.social_purpose == "charter"
        )
        CHARTERS.opened(self.env["civil.social.charter"].sudo()).create(
            {
                "org_id": self.id,
                "case_id": case.id,
                "adopted_on": case.social_elected_on,
                "approved_on": fields.Date.context_today(self),
                "attachment_ids": [fields.Command.set(files.attachment_ids.ids)],
            }
        )

    def _social_take_filing(self, kind, day):
        """Note that something was filed today that happened on ``day``."""
        today = fields.Date.context_today(self)
        filings = self.env["civil.social.filing"].sudo()
        known = filings.search(
            [("org_id", "=", self.id), ("kind", "=", kind), ("event_on", "=", day)]
        )
        if known:
            known.action_file()
        else:
            filings.create(
                {"org_id": self.id, "kind": kind, "event_on": day, "filed_on": today}
            )

    # -- stamps --------------------------------------------------------------------

    def _stamp_inspection(self, year, conclusion, day=None):
        """Put the stamp of a year's inspection on the certificates' records.

        Called when conclusions are published, for any number of organizations at
        once. The same conclusion stamps once, another one takes the place of the
        former.

        :param int year: the inspected year
        :param conclusion: key of ``civil.social.org.result.conclusion``, or
            ``{id of the organization: key}``
        :param date day: the day of the stamp, today if not given
        :return: the stamps that hold
        """
        day = day or fields.Date.context_today(self)
        wanted = {
            org.id: conclusion if isinstance(conclusion, str) else conclusion[org.id]
            for org in self
        }
        stamps = STAMPING.opened(self.env["civil.social.org.stamp"].sudo())
        former = stamps.search(
            [
                ("org_id", "in", self.ids),
                ("year", "=", year),
                ("is_current", "=", True),
            ]
        )
        same = former.filtered(lambda one: one.conclusion == wanted[one.org_id.id])
        (former - same).write({"is_current": False})
        # The new stamps take their place: those have to be gone by then.
        stamps.flush_model(["is_current"])
        stamped = set(same.org_id.ids)
        made = stamps.create(
            [
                {
                    "org_id": org.id,
                    "license_id": org.license_id.id,
                    "year": year,
                    "conclusion": wanted[org.id],
                    "stamped_on": day,
                    "stamped_uid": self.env.uid,
                }
                for org in self.sudo()
                if org.id not in stamped
            ]
        )
        return (same | made).with_env(self.env)

    # -- buttons -------------------------------------------------------------------

    def action_start_social_case(self, action="change", **values):
        """Open a new case about the organization.

        :param str action: key of ``SOCIAL_ACTIONS``, no founding
        :param values: further fields of the case
        :raises UserError: there is no such matter for the kind of organization
        """
        self.ensure_one()
        self.check_access("write")
        if action not in dict(SOCIAL_ACTIONS) or action in ("name_check", "founding"):
            raise UserError(self.env._("There is no such matter."))
        matter = self.env["civil.case.kind"].search(
            [("social_action", "=", action), ("social_kind_id", "=", self.kind_id.id)],
            limit=1,
        )
        if not matter:
            raise UserError(
                self.env._(
                    "There is no matter for this with “%(kind)s”; the bureau "
                    "doesn't decide about it.",
                    kind=self.kind_id.name,
                )
            )
        context = {
            "default_kind_id": matter.id,
            "default_social_org_id": self.id,
            "default_party_type": "organization",
            "default_organization_id": self.organization_id.id,
            "default_division_id": self.division_id.id,
            **{f"default_{name}": value for name, value in values.items()},
        }
        if matter.license_action in ("renewal", "reissue"):
            context["default_license_id"] = self.license_id.id
        return {
            "type": "ir.actions.act_window",
            "name": matter.name,
            "res_model": "civil.case",
            "views": [(False, "form")],
            "context": context,
        }

    def action_view_social_cases(self):
        """Show the organization's cases."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_social_org.civil_case_action_social"
        )
        return {
            **action,
            "domain": [("social_org_id", "=", self.id)],
            "context": {"create": False},
        }

    def action_view_audits(self):
        """Show the organization's audits."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_social_org.civil_social_audit_action"
        )
        return {
            **action,
            "domain": [("org_id", "=", self.id)],
            "context": {"default_org_id": self.id},
        }

    def action_liquidate(self):
        """Open the organization's liquidation, or prepare one."""
        self.ensure_one()
        self.check_access("write")
        present = self.liquidation_ids.filtered(lambda one: one.state != "cancelled")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Liquidation"),
            "res_model": "civil.social.liquidation",
            "res_id": present[:1].id,
            "views": [(False, "form")],
            "context": {"default_org_id": self.id},
        }

    def action_open_certificate(self):
        """Open the organization's certificate."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": "civil.license",
            "res_id": self.license_id.id,
            "views": [(False, "form")],
        }
