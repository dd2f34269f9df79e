from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class CivilInstitutionClaimMonth(models.TransientModel):
    """Opens a month: a computed draft for every home that had somebody in a bed."""

    _name = "civil.institution.claim.month"
    _description = "Claims of a Month"

    program_id = fields.Many2one(
        "civil.subsidy.program",
        required=True,
        domain="[('source', '=', 'institution'), ('claim_kind', '=', 'operating')]",
        default=lambda self: self.env["civil.institution.claim"]._default_program_id(),
    )
    period = fields.Date(
        string="Month",
        required=True,
        default=lambda self: self.env["civil.institution.claim"]._default_period(),
    )

    def action_open_month(self):
        """Make the drafts that are missing, compute them all and show them.

        :raises UserError: no home had anybody in a bed in the month
        """
        self.ensure_one()
        first = self.period.replace(day=1)
        claims = self.env["civil.institution.claim"]
        homes = self._homes(first)
        there = claims.search(
            Domain("program_id", "=", self.program_id.id)
            & Domain("period", "<=", first)
            & Domain("period_to", ">=", first)
        )
        made = claims.create(
            [
                {
                    "institution_id": home.id,
                    "program_id": self.program_id.id,
                    "period": first,
                }
                for home in homes - there.institution_id
            ]
        )
        drafts = made | there.filtered(lambda claim: claim.state == "draft")
        if not made and not there:
            raise UserError(self.env._("Nobody had a bed in that month."))
        drafts._compute_soon()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_institution_subsidy.civil_institution_claim_action"
        )
        return {**action, "domain": [("id", "in", (made | there).ids)], "context": {}}

    def _homes(self, first):
        """Homes that the user sees and where somebody had a bed in the month."""
        last = fields.Date.end_of(first, "month")
        spans = Domain("date_from", "<=", last) & (
            Domain("date_to", "=", False) | Domain("date_to", ">", first)
        )
        placed = self.env["civil.institution.placement"]._read_group(
            spans, ["institution_id"]
        )
        told = (
            self.env["civil.subsidy.stay"]
            .sudo()
            ._read_group(
                self.env["civil.subsidy.stay"]._domain_in(first, last),
                ["institution_id"],
            )
        )
        ids = {home.id for [home] in (*placed, *told) if home}
        return self.env["civil.institution"].search([("id", "in", list(ids))])
