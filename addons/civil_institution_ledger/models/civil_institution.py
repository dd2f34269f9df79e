from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.civil_institution.tools.roles import CLERK


class CivilInstitution(models.Model):
    """Homes under direct management keep separate accounts here (福利院财务)."""

    _inherit = "civil.institution"

    ledger_account_ids = fields.One2many(
        "civil.institution.ledger.account", "institution_id", string="Home Accounts"
    )
    committee_ids = fields.Many2many(
        "civil.institution.stay",
        "civil_institution_committee_rel",
        "institution_id",
        "stay_id",
        string="Residents' Committee",
        help="Residents who look at the books and sign what is posted.",
    )
    ledger_finding_ids = fields.One2many(
        "civil.institution.ledger.finding", "institution_id"
    )
    ledger_finding_count = fields.Integer(
        string="Findings in the Books", compute="_compute_ledger_finding_count"
    )

    @api.depends("ledger_finding_ids")
    def _compute_ledger_finding_count(self):
        rows = self.env["civil.institution.ledger.finding"]._read_group(
            [("institution_id", "in", self.ids)], ["institution_id"], ["__count"]
        )
        counts = {home.id: count for home, count in rows}
        for home in self:
            home.ledger_finding_count = counts.get(home.id, 0)

    @api.constrains("committee_ids")
    def _check_committee(self):
        for home in self:
            others = home.committee_ids.filtered(
                lambda stay, home=home: stay.institution_id != home
            )
            if others:
                raise ValidationError(
                    self.env._(
                        "%(name)s doesn't live in %(institution)s.",
                        name=others[0].person_name,
                        institution=home.name,
                    )
                )

    def action_open_ledgers(self):
        """Open the separate accounts of homes that the district manages directly."""
        self.check_access("write")
        if not self.env.user.has_group(CLERK):
            raise UserError(self.env._("The bureau opens the accounts of homes."))
        kinds = self.env["civil.institution.ledger.kind"].search([])
        for home in self:
            if not home.is_direct:
                raise UserError(
                    self.env._(
                        "%(home)s isn't managed by the district directly.",
                        home=home.name,
                    )
                )
            there = home.ledger_account_ids.kind_id
            self.env["civil.institution.ledger.account"].create(
                [
                    {"institution_id": home.id, "kind_id": kind.id}
                    for kind in kinds - there
                ]
            )
        self._begin_months()

    def _begin_months(self):
        """Begin the present month of the homes, where it hasn't begun."""
        first = fields.Date.context_today(self).replace(day=1)
        months = self.env["civil.institution.ledger.month"].sudo()
        begun = months.search(
            [("institution_id", "in", self.ids), ("month", "=", first)]
        )
        months.create(
            [
                {"institution_id": home.id, "month": first}
                for home in self - begun.institution_id
            ]
        )

    def action_look(self):
        """Look at the books of the homes now, and show what is wrong."""
        self.check_access("read")
        groups = (CLERK, "civil_institution.group_home")
        if not any(map(self.env.user.has_group, groups)):
            raise UserError(self.env._("Who keeps or supervises the books looks."))
        self.sudo()._look()
        return self.action_open_ledger_findings()

    def action_open_ledger_findings(self):
        """Show what is wrong in the books of the homes."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_institution_ledger.civil_institution_ledger_finding_action"
        )
        return {**action, "domain": [("institution_id", "in", self.ids)]}

    def _look(self):
        """Make the findings of the homes and the figures of open months anew."""
        months = self.env["civil.institution.ledger.month"]
        months.search(
            [("institution_id", "in", self.ids), ("state", "=", "draft")]
        )._refresh()
        findings = self.env["civil.institution.ledger.finding"]
        findings.search([("institution_id", "in", self.ids)]).unlink()
        judge = self.env["civil.institution.ledger.judge"]
        today = fields.Date.context_today(self)
        found = list(judge._findings(self, today))
        languages = [code for code, _name in self.env["res.lang"].get_installed()]
        for values in found:
            words = values.pop("words")
            values["sentence"] = judge._said(values["kind"], words, "en_US")
            finding = findings.create(values)
            for code in languages:
                finding.with_context(lang=code).sentence = judge._said(
                    values["kind"], words, code
                )
