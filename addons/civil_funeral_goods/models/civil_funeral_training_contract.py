from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.civil_base.models.workflow_mixin import Transition
from odoo.addons.civil_base.tools.todo import TodoEntry

from ..tools.roles import DEPUTY, HEAD


class CivilFuneralTrainingContract(models.Model):
    """A contract with a third party that trains councils (委托培训合同).

    What was agreed on (sessions, people, money) stands beside what the trainings
    show; it is accepted by the head, on a written opinion, and paid elsewhere.
    """

    _name = "civil.funeral.training.contract"
    _description = "Contract for Trainings"
    _inherit = [
        "civil.workflow.mixin",
        "civil.division.mixin",
        "civil.todo.mixin",
        "mail.thread",
    ]
    _order = "date_from desc, id desc"
    _rec_names_search = ["name", "number"]
    _mail_post_access = "read"
    _todo_triggers = ("state", "date_to")
    _transitions = (
        Transition("draft", "running", DEPUTY, guard="_guard_sign", stamp="approved"),
        Transition(
            "running", "accepted", HEAD, guard="_guard_accept", stamp="accepted"
        ),
        Transition("running", "ended", HEAD, guard="_guard_end"),
    )

    name = fields.Char(string="Subject", required=True, tracking=True)
    number = fields.Char(string="Contract No.", required=True, copy=False)
    contractor_id = fields.Many2one(
        "civil.organization", required=True, index=True, ondelete="restrict"
    )
    procurement = fields.Selection(
        [
            ("direct", "Below the Limit"),
            ("inquiry", "Inquiry"),
            ("negotiation", "Competitive Negotiation"),
            ("tender", "Tender"),
        ],
        string="Procured by",
        required=True,
        default="direct",
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount = fields.Monetary(required=True)
    signed_on = fields.Date()
    date_from = fields.Date(string="From", required=True)
    date_to = fields.Date(string="Through", required=True)
    session_target = fields.Integer(string="Sessions Agreed", required=True, default=1)
    people_target = fields.Integer(string="People Agreed", required=True, default=1)
    user_id = fields.Many2one(
        "res.users", string="In Charge", default=lambda self: self.env.user, index=True
    )
    training_ids = fields.One2many("civil.funeral.training", "contract_id")
    session_count = fields.Integer(compute="_compute_done", string="Sessions Held")
    people_count = fields.Integer(compute="_compute_done", string="People Trained")
    opinion = fields.Text(string="Opinion on Acceptance", tracking=True)
    attachment_ids = fields.Many2many("ir.attachment", string="Contract and Papers")
    approved_uid = fields.Many2one(
        "res.users", string="Approved by", readonly=True, copy=False
    )
    approved_date = fields.Datetime(string="Approved at", readonly=True, copy=False)
    accepted_uid = fields.Many2one(
        "res.users", string="Accepted by", readonly=True, copy=False
    )
    accepted_date = fields.Datetime(string="Accepted at", readonly=True, copy=False)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("running", "Running"),
            ("accepted", "Accepted"),
            ("ended", "Ended Early"),
        ],
        default="draft",
        required=True,
        readonly=True,
        index=True,
        copy=False,
        tracking=True,
    )

    _number_uniq = models.UniqueIndex(
        "(company_id, number)", "A contract with this number is on record already."
    )
    _amount_check = models.Constraint(
        "CHECK (amount >= 0)", "The amount of a contract can't be below zero."
    )
    _targets_check = models.Constraint(
        "CHECK (session_target > 0 AND people_target > 0)",
        "A contract names sessions and people above zero.",
    )
    _days_in_order = models.Constraint(
        "CHECK (date_to >= date_from)", "A contract can't end before it begins."
    )

    @api.depends("training_ids.attendance_ids.passed", "training_ids.date")
    def _compute_done(self):
        today = fields.Date.context_today(self)
        for contract in self:
            held = contract.training_ids.filtered(lambda t: t.date <= today)
            passed = held.attendance_ids.filtered("passed")
            contract.session_count = len(held)
            contract.people_count = len(passed.member_id) + len(passed.practitioner_id)

    @api.constrains("training_ids", "contractor_id")
    def _check_contractor(self):
        for contract in self:
            if contract.contractor_id.state == "ceased":
                raise ValidationError(
                    self.env._("%(name)s has ceased.", name=contract.contractor_id.name)
                )

    def _guard_sign(self):
        if self.create_uid == self.env.user:
            return self.env._("whoever drafted it doesn't approve it")
        return not self.signed_on and self.env._("the day of signing is missing")

    def _guard_accept(self):
        if self.session_count < self.session_target:
            return self.env._(
                "%(count)s of %(target)s sessions were held",
                count=self.session_count,
                target=self.session_target,
            )
        if self.people_count < self.people_target:
            return self.env._(
                "%(count)s of %(target)s people were trained",
                count=self.people_count,
                target=self.people_target,
            )
        return self._guard_end()

    def _guard_end(self):
        return not (self.opinion or "").strip() and self.env._(
            "the opinion isn't written"
        )

    def action_approve(self):
        """Approve the contracts; trainings are held under them from now on."""
        # Whoever approves reads the contract; nothing else of it is his to change.
        self.check_access("read")
        self.sudo()._transition("running")

    def action_accept(self):
        """Accept what was done, once as much was done as was agreed on."""
        self._transition("accepted")

    def action_end(self):
        """End the contracts early, with an opinion."""
        self._transition("ended")

    def write(self, vals):
        """Keep what was agreed on once it is approved."""
        frozen = {
            "number",
            "contractor_id",
            "amount",
            "session_target",
            "people_target",
            "signed_on",
        }
        if frozen & vals.keys() and self.filtered(lambda c: c.state != "draft"):
            raise UserError(self.env._("What was agreed on stays as it is."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_drafts_only(self):
        if self.filtered(lambda contract: contract.state != "draft"):
            raise UserError(self.env._("Only drafts of contracts can be deleted."))

    def _todo_entries(self):
        if self.state == "draft":
            return [
                TodoEntry(
                    "approve",
                    self.env._("Approve the contract %(name)s", name=self.name),
                    group=self.env.ref(DEPUTY),
                    barred=self.create_uid,
                )
            ]
        if self.state == "running":
            return [
                TodoEntry(
                    "accept",
                    self.env._("Accept the trainings of %(name)s", name=self.name),
                    user=self.user_id,
                    due=self.date_to,
                )
            ]
        return []

    def action_view_trainings(self):
        """Show the trainings under the contract."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_funeral_goods.civil_funeral_training_action"
        )
        return {
            **action,
            "domain": [("contract_id", "=", self.id)],
            "context": {
                "default_contract_id": self.id,
                "default_audience": "councils",
                "default_division_id": self.division_id.id,
                "default_organizer": self.contractor_id.name,
            },
        }
