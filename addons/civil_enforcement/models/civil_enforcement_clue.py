from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.models.workflow_mixin import Transition

from ..tools.roles import CLERK
from ..tools.text import said


class CivilEnforcementClue(models.Model):
    """A hint at an unlawful act (案件线索): registered, checked, and then filed as a
    case, transferred to whom it belongs, or put aside for a reason.

    ===========  =====  =================================================
    step         who    what must hold
    ===========  =====  =================================================
    check        clerk  what was found is written down
    no case      clerk  checked; a reason
    transfer     clerk  checked; to whom and why
    file         clerk  checked; an offence in force on the day of the act
    ===========  =====  =================================================

    Source: Administrative Penalty Law, articles 26, 27 and 54.
    """

    _name = "civil.enforcement.clue"
    _description = "Enforcement Clue"
    _inherit = ["civil.workflow.mixin", "civil.division.mixin", "mail.thread"]
    _order = "received_on desc, id desc"

    _guarded = ("name", "reason", "transferred_to", "case_id")
    _transitions = (
        Transition(
            "registered",
            "checked",
            group=CLERK,
            guard="_guard_check",
            stamp="checked",
        ),
        Transition("checked", "no_case", group=CLERK, stamp="ended"),
        Transition("checked", "transferred", group=CLERK, stamp="ended"),
        Transition("checked", "filed", group=CLERK, guard="_guard_file", stamp="ended"),
    )

    name = fields.Char(string="Number", readonly=True, copy=False, index="trigram")
    source = fields.Selection(
        [
            ("patrol", "Patrol"),
            ("inspection", "Inspection"),
            ("report", "Report or Complaint"),
            ("hotline", "Hotline"),
            ("transfer", "Transferred by Another Body"),
            ("superior", "Assigned by a Superior Body"),
            ("other", "Other"),
        ],
        required=True,
        default="report",
    )
    summary = fields.Char(required=True, help="What is said to have happened.")
    received_on = fields.Date(
        required=True, default=lambda self: fields.Date.context_today(self)
    )
    deed_date = fields.Date(
        string="Act Ended on",
        help="The day of the act, or its last day where it went on.",
    )
    place = fields.Char()
    offence_id = fields.Many2one("civil.enforcement.offence", index="btree_not_null")
    party_text = fields.Char(
        string="Suspected Party", help="Name or description, as far as it is known."
    )
    party_type = fields.Selection(
        [("person", "Person"), ("organization", "Organization")],
        string="Kind of Party",
        default="organization",
        required=True,
    )
    resident_id = fields.Many2one("civil.resident", string="Person")
    organization_id = fields.Many2one("civil.organization")
    informant = fields.Char(help="Who reported it; not shown on any document.")
    photo_ids = fields.Many2many(
        "ir.attachment", string="Photos and Files", bypass_search_access=True
    )
    origin_model = fields.Char(readonly=True, copy=False)
    origin_id = fields.Many2oneReference(
        string="Found by", model_field="origin_model", readonly=True, copy=False
    )
    user_id = fields.Many2one(
        "res.users", string="In Charge", default=lambda self: self.env.user, index=True
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    check_result = fields.Text(string="Result of the Check")
    state = fields.Selection(
        [
            ("registered", "Registered"),
            ("checked", "Checked"),
            ("filed", "Filed as a Case"),
            ("transferred", "Transferred"),
            ("no_case", "No Case"),
        ],
        default="registered",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
    )
    checked_uid = fields.Many2one("res.users", string="Checked by", readonly=True)
    checked_date = fields.Datetime(string="Checked on", readonly=True)
    ended_uid = fields.Many2one("res.users", string="Settled by", readonly=True)
    ended_date = fields.Datetime(string="Settled on", readonly=True)
    reason = fields.Char(readonly=True, copy=False)
    transferred_to = fields.Char(readonly=True, copy=False)
    case_id = fields.Many2one(
        "civil.enforcement.case",
        readonly=True,
        copy=False,
        index="btree_not_null",
    )

    @api.depends("name", "summary")
    def _compute_display_name(self):
        for clue in self:
            clue.display_name = " ".join(filter(None, (clue.name, clue.summary)))

    @api.model_create_multi
    def create(self, vals_list):
        """Number every clue."""
        clues = super().create(vals_list)
        for clue in clues:
            number = self.env["civil.numbering"]._next(
                "enforcement.clue", year=clue.received_on.year
            )
            clue._write_guarded({"name": number})
        return clues

    def write(self, vals):
        """Keep what a clue said once it is settled."""
        kept = set(vals) - {"user_id"}
        if any(not name.startswith(("message_", "activity_")) for name in kept):
            settled = self.filtered(lambda c: c.state not in ("registered", "checked"))
            if settled:
                raise UserError(
                    self.env._(
                        "Clue %(name)s is settled; it stays as it is.",
                        name=settled[0].name,
                    )
                )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._("A clue isn't deleted; close it as no case, with the reason.")
        )

    def _guard_check(self):
        if not said(self.check_result):
            return self.env._("write down first what the check found")
        return False

    def _guard_file(self):
        if not self.deed_date:
            return self.env._("enter the day on which the act ended")
        if not self.offence_id:
            return self.env._("choose the offence")
        if not self._party():
            return self.env._("choose the person or the organization that did it")
        return False

    def _party(self):
        """The party of the single clue, as far as it is kept: may be empty."""
        return self.resident_id if self.party_type == "person" else self.organization_id

    def action_check(self, result=None):
        """Record that the clue was checked.

        :param str result: what was found; the field's content unless given
        """
        if result:
            self.write({"check_result": result})
        self._transition("checked")

    def action_no_case(self, reason=None):
        """Put the clue aside: there is nothing to punish, for the reason given."""
        if not said(reason):
            return self._ask("action_no_case", self.env._("No Case"))
        self._transition_with("no_case", {"reason": said(reason)})
        return True

    def action_transfer(self, reason=None, recipient=None):
        """Hand the clue to the body that it belongs to (移送): article 27."""
        if not said(reason) or not said(recipient):
            return self._ask("action_transfer", self.env._("Transfer"))
        self._transition_with(
            "transferred",
            {"reason": said(reason), "transferred_to": said(recipient)},
        )
        return True

    def _transition_with(self, target, vals):
        """Take the step with what explains it, which only the step may write."""
        self._refuse_reasons(self._refusal_reasons(target))
        self._write_guarded(vals)
        self._transition(target)

    def action_file(self):
        """Open a case of the clue, to be approved (立案).

        :return: the action that shows the new case
        """
        self.ensure_one()
        self._refuse_reasons(self._refusal_reasons("filed"))
        case = self.env["civil.enforcement.case"].create(self._case_values())
        self._write_guarded({"case_id": case.id})
        self._transition("filed")
        return case._open_form()

    def _case_values(self):
        """What the case takes over from the single clue."""
        return {
            "clue_id": self.id,
            "party_type": self.party_type,
            "resident_id": self.party_type == "person" and self.resident_id.id,
            "organization_id": self.party_type != "person" and self.organization_id.id,
            "summary": self.summary,
            "offence_id": self.offence_id.id,
            "division_id": self.division_id.id,
            "deed_date": self.deed_date,
            "discovered_on": self.received_on,
            "place": self.place,
            "company_id": self.company_id.id,
        }

    def _ask(self, method, title):
        return self.env["civil.enforcement.step"]._open(self, method, title)
