from odoo import fields, models
from odoo.exceptions import UserError

from ..tools.roles import HEAD


class CivilEnforcementCaseSimple(models.AbstractModel):
    """A decision on the spot (当场处罚): articles 51 to 53.

    Facts are clear, there is a legal basis, and the sanction is a warning or a fine up
    to a limit. The party is told and heard on the spot, gets the decision at once, and
    the officers report it to the bureau.
    """

    _name = "civil.enforcement.case.simple"
    _description = "Decision on the Spot"

    told_on_spot = fields.Boolean(
        string="Told and Heard on the Spot",
        help="Facts, reasons, basis and rights were told, and the party's defence was "
        "heard and checked.",
    )
    spot_statement = fields.Char(string="Defence on the Spot")
    simple_reported_on = fields.Date(
        string="Reported to the Bureau on", readonly=True, copy=False
    )

    def _guard_on_spot(self):
        if self.procedure != "simple":
            return self.env._("it isn't a case on the spot")
        if why := self._case_refusal():
            return why
        if not (self.facts or "").strip():
            return self.env._("write down the facts")
        if not self.told_on_spot:
            return self.env._(
                "tell the party facts, reasons, basis and rights, and hear it "
                "(articles 44, 45)"
            )
        return self._simple_refusal()

    def _simple_refusal(self):
        """Why the sanctions can't be decided on the spot, or False: article 51."""
        lines = self._penal_lines()
        if not lines:
            return self.env._("enter the sanction")
        if set(lines.mapped("kind")) - {"warning", "fine"}:
            return self.env._(
                "on the spot there are warnings and small fines only (article 51)"
            )
        limit = self._rule(
            f"enforcement.simple_{self.party_type}", fields.Date.context_today(self)
        )
        if self._yuan(self.fine_amount) > limit:
            return self.env._(
                "a fine on the spot goes up to %(limit)s yuan (article 51)",
                limit=f"{limit:,.0f}",
            )
        return False

    def action_decide_on_spot(self):
        """Decide and hand the decision over at once (当场处罚)."""
        for case in self:
            case._refuse_reasons(case._refusal_reasons("served", "on_spot"))
            number = self.env["civil.numbering"]._next(
                "enforcement.case", year=fields.Date.context_today(self).year
            )
            case._write_guarded(
                {
                    "name": number,
                    "decision_hash": case._content_digest(),
                    "served_on": fields.Date.context_today(self),
                }
            )
            case.outcome = "punish"
            case._transition("served", name="on_spot")
            document = case._issue_document("enforcement.simple")
            case._record_service(
                document, fields.Date.context_today(self), "direct", case.party_name
            )
            case._start_clock("enforcement.simple_report")
            case._start_clock("enforcement.publication")
            case._start_payment()
            case._on_effective()

    def action_report_simple(self, day=None):
        """Record that the decision on the spot was reported to the bureau.

        The head takes the report: article 52.

        :param date day: when it was reported
        """
        if not day:
            return self._ask("action_report_simple", self.env._("Report"))
        day = fields.Date.to_date(day)
        self.check_access("write")
        self._check_role(HEAD)
        for case in self:
            if case.procedure != "simple" or case.state != "served":
                raise UserError(
                    self.env._("Decisions on the spot are reported once handed over.")
                )
            case._check_day(day, case.served_on)
            case._write_guarded({"simple_reported_on": day})
            case._stop_clock("enforcement.simple_report")
        return True
