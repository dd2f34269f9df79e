from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.models.workflow_mixin import Transition
from odoo.addons.civil_base.tools.todo import TodoEntry

from ..tools.roles import CLERK, HEAD

CLOCK = "funeral.complaint"


class CivilFuneralComplaint(models.Model):
    """A complaint or question about funerals (殡葬投诉与咨询), often of the hotline.

    It is answered within a dated number of working days; what is unlawful in it
    becomes a clue of enforcement.

    Source: 《殡葬管理条例》（国务院令第824号）第五十一条 (link with the hotline).
    """

    _name = "civil.funeral.complaint"
    _description = "Complaint about Funerals"
    _inherit = [
        "civil.workflow.mixin",
        "civil.division.mixin",
        "civil.clock.mixin",
        "civil.archive.mixin",
        "civil.todo.mixin",
        "mail.thread",
    ]
    _order = "received_at desc, id desc"
    _rec_names_search = ["number", "subject", "source_number"]
    _mail_post_access = "read"
    _guarded = ("number", "clue_id")
    _todo_triggers = ("state", "due_at")
    _transitions = (
        Transition("received", "handling", CLERK, guard="_guard_take"),
        Transition(
            "handling", "answered", CLERK, guard="_guard_answer", stamp="answered"
        ),
        Transition("answered", "closed", HEAD, guard="_guard_close"),
        Transition("answered", "handling", HEAD, name="again", effect="_begin_again"),
        Transition(("received", "handling"), "transferred", CLERK, guard="_guard_hand"),
    )

    number = fields.Char(readonly=True, copy=False, index="trigram")
    subject = fields.Char(required=True, tracking=True)
    nature = fields.Selection(
        [
            ("complaint", "Complaint"),
            ("report", "Report of a Breach"),
            ("question", "Question"),
            ("proposal", "Proposal"),
        ],
        required=True,
        default="complaint",
    )
    topic = fields.Selection(
        [
            ("charges", "Charges"),
            ("attitude", "Service and Attitude"),
            ("forced", "Forced Goods or Services"),
            ("burial", "Burial Against the Rules"),
            ("grave", "Graves and Cemeteries"),
            ("mourning", "Mourning Places, Noise"),
            ("goods", "Funeral Goods"),
            ("policy", "Policy and Waivers"),
            ("other", "Other"),
        ],
        required=True,
        default="charges",
        index=True,
    )
    source = fields.Selection(
        [
            ("hotline", "Hotline 12345"),
            ("phone", "Telephone"),
            ("visit", "Visit"),
            ("letter", "Letter"),
            ("network", "Network"),
            ("superior", "Passed on from Above"),
        ],
        required=True,
        default="hotline",
        index=True,
    )
    source_number = fields.Char(string="Number of the Work Order", copy=False)
    received_at = fields.Datetime(required=True, default=fields.Datetime.now)
    is_anonymous = fields.Boolean(string="Anonymous")
    complainant = fields.Char(groups="civil_funeral_affairs.group_clerk")
    phone = fields.Char(groups="civil_funeral_affairs.group_clerk")
    organization_id = fields.Many2one(
        "civil.organization", string="About", index=True, ondelete="restrict"
    )
    content = fields.Text(required=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    user_id = fields.Many2one(
        "res.users", string="Handled by", index=True, tracking=True
    )
    findings = fields.Text(string="What Was Found")
    verdict = fields.Selection(
        [
            ("true", "True"),
            ("partly", "Partly True"),
            ("untrue", "Not True"),
            ("answered", "Question Answered"),
        ],
        tracking=True,
    )
    measures = fields.Text(string="What Was Done")
    answer = fields.Text()
    answered_uid = fields.Many2one(
        "res.users", string="Answered by", readonly=True, copy=False
    )
    answered_date = fields.Datetime(string="Answered at", readonly=True, copy=False)
    satisfaction = fields.Selection(
        [
            ("satisfied", "Satisfied"),
            ("fair", "Fairly Satisfied"),
            ("dissatisfied", "Dissatisfied"),
            ("unreachable", "Not Reached"),
        ],
        help="What whoever complained says of the answer.",
        tracking=True,
    )
    transferred_to = fields.Char(string="Passed on to")
    clue_id = fields.Many2one(
        "civil.enforcement.clue", readonly=True, copy=False, ondelete="restrict"
    )
    state = fields.Selection(
        [
            ("received", "Received"),
            ("handling", "Being Handled"),
            ("answered", "Answered"),
            ("closed", "Closed"),
            ("transferred", "Passed On"),
        ],
        default="received",
        required=True,
        readonly=True,
        index=True,
        copy=False,
        tracking=True,
    )

    _number_uniq = models.UniqueIndex(
        "(number) WHERE number IS NOT NULL", "This number has already been given."
    )
    _source_number_uniq = models.UniqueIndex(
        "(source, source_number) WHERE source_number IS NOT NULL",
        "This work order is on record already.",
    )

    @api.depends("number", "subject")
    def _compute_display_name(self):
        for complaint in self:
            complaint.display_name = " ".join(
                filter(None, (complaint.number, complaint.subject))
            )

    @api.model_create_multi
    def create(self, vals_list):
        """Number the complaints and start their clocks."""
        complaints = super().create(vals_list)
        numbers = self.env["civil.numbering"]._reserve(
            "funeral.complaint", len(complaints)
        )
        for complaint, number in zip(complaints, numbers, strict=True):
            complaint._write_guarded({"number": number})
            complaint._start_clock(CLOCK, at=complaint.received_at)
        return complaints

    # -- steps -----------------------------------------------------------------------

    def _guard_take(self):
        return not self.user_id and self.env._("nobody handles it")

    def _guard_answer(self):
        if not (self.findings and self.verdict):
            return self.env._("what was found, and the verdict, are missing")
        if not self.answer:
            return self.env._("the answer is missing")
        wrong = self.verdict in ("true", "partly") and not self.measures
        return wrong and self.env._("what was done isn't written down")

    def _guard_close(self):
        if self.answered_uid == self.env.user:
            return self.env._("whoever answered doesn't close")
        return (
            not self.is_anonymous
            and not self.satisfaction
            and self.env._("nobody asked whether the answer satisfies")
        )

    def _guard_hand(self):
        return not self.transferred_to and self.env._("it isn't said to whom")

    def _begin_again(self):
        for complaint in self:
            complaint._start_clock(CLOCK)
            complaint.satisfaction = False

    def action_take(self):
        """Begin to handle the complaints; who has none to handle it takes it."""
        self.check_access("write")
        self.filtered(lambda complaint: not complaint.user_id).user_id = self.env.user
        self._transition("handling")

    def action_answer(self):
        """Note that the complaints were answered."""
        self._transition("answered")
        self._stop_clock(CLOCK)

    def action_close(self):
        """Close answered complaints after asking whether the answer satisfies."""
        self._transition("closed")

    def action_again(self):
        """Have the complaints handled again: the answer doesn't do."""
        self._transition("handling", "again")

    def action_transfer(self):
        """Pass the complaints on to the body they belong to."""
        self._transition("transferred")
        self._stop_clock(CLOCK)

    def action_make_clue(self):
        """Hand what is unlawful in the complaint to enforcement, once.

        :return: the window of the clue
        """
        self.ensure_one()
        self.check_access("write")
        self._lock_for_step()
        if not self.clue_id:
            clue = self.env["civil.enforcement.clue"].create(
                {
                    "source": "hotline" if self.source == "hotline" else "report",
                    "summary": self.subject,
                    "received_on": fields.Datetime.context_timestamp(
                        self, self.received_at
                    ).date(),
                    "organization_id": self.organization_id.id,
                    "division_id": self.division_id.id,
                    "origin_model": self._name,
                    "origin_id": self.id,
                }
            )
            self._write_guarded({"clue_id": clue.id})
        return {
            "type": "ir.actions.act_window",
            "res_model": "civil.enforcement.clue",
            "res_id": self.clue_id.id,
            "views": [(False, "form")],
        }

    def write(self, vals):
        """Keep closed complaints, and what was asked, as they are."""
        if not self._has_pass(vals):
            if self.filtered(lambda c: c.state in ("closed", "transferred")):
                raise UserError(self.env._("A closed complaint stays as it is."))
            if {"content", "received_at", "source"} & vals.keys() and self.filtered(
                lambda complaint: complaint.state != "received"
            ):
                raise UserError(self.env._("What was asked, and when, stays."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("Complaints stay on record."))

    def _todo_entries(self):
        names = {
            "received": self.env._("Complaint: take up %(name)s", name=self.subject),
            "handling": self.env._("Complaint: answer %(name)s", name=self.subject),
            "answered": self.env._(
                "Complaint: ask back and close %(name)s", name=self.subject
            ),
        }
        if self.state not in names:
            return []
        group = self.env.ref(HEAD if self.state == "answered" else CLERK)
        held = self.state == "handling" and self.user_id
        whose = {"user": self.user_id} if held else {"group": group}
        if self.state == "answered":
            whose["barred"] = self.answered_uid
        return [TodoEntry(self.state, names[self.state], due=self.due_at, **whose)]
