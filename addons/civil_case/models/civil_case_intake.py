from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..tools.roles import CLERK


class CivilCaseIntake(models.AbstractModel):
    """From application to acceptance: what is missing is said once (受理).

    ==============  ======  ===================================================
    step            who     what must hold
    ==============  ======  ===================================================
    receive         clerk   the applicant is one of those who may apply
    notice          clerk   every paper was looked at, some lack; none given yet
    correct         clerk   the applicant has handed in what was missing
    accept          clerk   nothing lacks
    accept by law   system  five working days passed without a notice
    not accepted    clerk   a ground is named
    lapse           clerk,  the notice wasn't answered in time, and the kind
                    system  says that this counts as withdrawn
    ==============  ======  ===================================================

    Source: Administrative Licensing Law (行政许可法), articles 29 and 32; periods are
    working days by article 82.
    """

    _name = "civil.case.intake"
    _description = "Intake of Cases"
    _inherit = ["civil.approval.mixin", "civil.clock.mixin"]

    received_uid = fields.Many2one(
        "res.users", "Received By", readonly=True, copy=False
    )
    received_date = fields.Datetime("Received On", readonly=True, copy=False)
    papers_date = fields.Datetime(
        "Papers Handed In",
        readonly=True,
        copy=False,
        help="When the papers came that are judged now.",
    )
    noticed_uid = fields.Many2one("res.users", "Notice By", readonly=True, copy=False)
    noticed_date = fields.Datetime("Notice On", readonly=True, copy=False)
    notice_text = fields.Text(
        "Said to Be Missing",
        readonly=True,
        copy=False,
        help="Everything that the one notice names.",
    )
    corrected_uid = fields.Many2one(
        "res.users", "Corrections Taken By", readonly=True, copy=False
    )
    corrected_date = fields.Datetime("Corrected On", readonly=True, copy=False)
    accepted_uid = fields.Many2one(
        "res.users", "Accepted By", readonly=True, copy=False
    )
    accepted_date = fields.Datetime("Accepted On", readonly=True, copy=False)
    is_accepted_by_law = fields.Boolean(
        "Accepted by Law",
        readonly=True,
        copy=False,
        help="Nobody said within five working days what was missing: accepted on the "
        "day of receipt (Administrative Licensing Law, article 32).",
    )
    ended_uid = fields.Many2one("res.users", "Ended By", readonly=True, copy=False)
    ended_date = fields.Datetime("Ended On", readonly=True, copy=False)
    ground_ids = fields.Many2many(
        "civil.case.ground", string="Grounds", readonly=True, copy=False
    )
    ground_text = fields.Text("Reasons", readonly=True, copy=False)
    end_reason = fields.Char("Why It Ended", readonly=True, copy=False)

    def _check_role(self, *groups):
        """Check the role for what is no step of the workflow, and lock the cases."""
        user = self.env.user
        if not (user._is_superuser() or any(map(user.has_group, groups))):
            raise AccessError(self.env._("Your role doesn't allow this step."))
        self.check_access("write")
        self._lock_for_step()

    # Guards: the reason why the step is refused, or False

    def _guard_receive(self):
        who = self.kind_id.applicant
        if who != "any" and who != self.party_type:
            labels = dict(
                self.kind_id._fields["applicant"]._description_selection(self.env)
            )
            return self.env._(
                "“%(kind)s” is for %(who)s",
                kind=self.kind_id.name,
                who=labels[who],
            )
        return False

    def _guard_notice(self):
        if self.noticed_date:
            return self.env._(
                "the applicant was told on %(day)s what is missing; the law allows one "
                "notice only (Administrative Licensing Law, article 32)",
                day=self.env["civil.clock"]._local(self.noticed_date).date(),
            )
        unseen = self.material_ids.filtered(lambda line: not line.check_result)
        if unseen:
            return self.env._(
                "“%(paper)s” hasn't been checked; the one notice has to name all that "
                "is missing",
                paper=unseen[0].name,
            )
        if not self.material_ids._lacks():
            return self.env._("nothing is missing")
        return False

    def _guard_correct(self):
        return False

    def _guard_accept(self):
        lacking = self.material_ids._lacks()
        if lacking:
            return self.env._(
                "“%(paper)s” is missing or not in order", paper=lacking[0].name
            )
        return self.kind_id._handler()._acceptance_refusal(self)

    def _guard_accept_by_law(self):
        clock = self._open_clock("acceptance")
        if not clock or not clock._is_past():
            return self.env._("the time for accepting isn't over")
        return False

    def _guard_not_accept(self):
        return False

    def _guard_lapse(self):
        if not self.kind_id.correction_lapses:
            return self.env._("its kind doesn't take silence for withdrawal")
        clock = self._open_clock("correction")
        if not clock or not clock._is_past():
            return self.env._("the time for corrections isn't over")
        return False

    def _open_clock(self, purpose):
        """The open clock that the kind has for a purpose, such as ``decision``."""
        kind = self.kind_id[f"{purpose}_clock_id"]
        return self._clocks().filtered(
            lambda clock: clock.kind_id == kind and clock.state in ("running", "paused")
        )

    def _each_clock(self, purpose, method, **kwargs):
        """Call a method of the clock mixin for the kind's clock of a purpose."""
        for case in self:
            if kind := case.kind_id[f"{purpose}_clock_id"]:
                getattr(case, method)(kind.code, **kwargs)

    # Effects

    def _effect_receive(self):
        now = fields.Datetime.now()
        for case in self:
            vals = {"papers_date": now}
            if not case.name:
                vals["name"] = case._next_number()
            case._write_guarded(vals)
        self._each_clock("acceptance", "_start_clock", at=now)
        self._issue("receipt")

    def _next_number(self):
        return self.env["civil.numbering"]._next(
            self.kind_id.numbering_code,
            kind=self.kind_id.code.upper(),
            division=self.division_id.code[:6],
        )

    def _effect_notice(self):
        for case in self:
            case._write_guarded({"notice_text": case._lack_text()})
        self._each_clock("acceptance", "_stop_clock")
        self._each_clock("correction", "_start_clock")
        self._issue("correction")

    def _lack_text(self):
        """Everything that is missing, a line each."""
        labels = dict(
            self.material_ids._fields["check_result"]._description_selection(self.env)
        )
        return "\n".join(
            "、".join(
                filter(None, (f"{number}. {line.name}", labels[line.check_result]))
            )
            + (f"：{line.note}" if line.note else "")
            for number, line in enumerate(self.material_ids._lacks(), 1)
        )

    def _effect_correct(self):
        now = fields.Datetime.now()
        self._write_guarded({"papers_date": now})
        self._each_clock("correction", "_stop_clock", at=now)
        self._each_clock("acceptance", "_start_clock", at=now)

    def _effect_accept(self):
        self._each_clock("acceptance", "_stop_clock")
        self._each_clock("decision", "_start_clock")
        self._issue("acceptance")

    def _effect_accept_by_law(self):
        self._write_guarded({"is_accepted_by_law": True})
        self._each_clock("acceptance", "_stop_clock")
        for case in self:
            case._each_clock("decision", "_start_clock", at=case.papers_date)
            case.message_post(
                body=self.env._(
                    "Accepted by law: nobody said in time what is missing. The time "
                    "for deciding runs from the day of receipt."
                )
            )
        self._issue("acceptance")

    def _effect_not_accept(self):
        self._each_clock("acceptance", "_stop_clock")
        self._issue("non_acceptance")

    def _effect_lapse(self):
        reason = self.env._("What was missing wasn't handed in in time.")
        self._write_guarded({"end_reason": reason})
        self._cancel_clocks()
        self._issue("withdrawal")

    # Steps

    def action_receive(self):
        """Take the application in: number it, give a receipt, start the clock."""
        self._transition("received")

    def action_papers_fit(self):
        """Take every paper that nobody has looked at for being in order.

        Papers that aren't required stay as they are: they weren't handed in.
        """
        self._check_role(CLERK)
        reason = self.env._("its papers are checked while it is received")
        self._refuse_reasons(
            {case: reason for case in self if case.state != "received"}
        )
        self.material_ids.filtered(
            lambda line: line.required and not line.check_result
        ).check_result = "ok"

    def action_notice(self):
        """Tell the applicant at once everything that is missing (一次性告知)."""
        self._transition("to_correct")

    def action_correct(self):
        """Take what was missing in; the time for accepting starts again."""
        self._transition("received", name="correct")

    def action_accept(self):
        """Accept the application; the time for deciding starts."""
        self._transition("accepted")

    def action_not_accept(self, ground_ids=None, reason=None):
        """Don't accept the application, on grounds that the document names.

        :param list ground_ids: ids of ``civil.case.ground``
        :param str reason: what it means in this case
        """
        if not ground_ids:
            title = self.env._("Don't Accept")
            return self.env["civil.case.reason"]._open(
                self,
                "action_not_accept",
                title,
                ("ground_ids", "reason"),
                "acceptance",
            )
        self._refuse_reasons(self._refusal_reasons("not_accepted"))
        self._write_grounds("acceptance", ground_ids, reason)
        self._transition("not_accepted")
        return True

    def action_lapse(self):
        """End the case: what was missing wasn't handed in in time."""
        self._transition("withdrawn", name="lapse")

    def _write_grounds(self, step, ground_ids, reason):
        """Keep the grounds on which the applications are turned down.

        :raises UserError: a ground isn't one for this step and kind, or none is given
        """
        grounds = self.env["civil.case.ground"].browse(ground_ids or []).exists()
        for case in self:
            wrong = grounds.filtered(
                lambda ground, case=case: (
                    ground.step != step
                    or (ground.kind_ids and case.kind_id not in ground.kind_ids)
                )
            )
            if wrong or not grounds or not (reason or "").strip():
                raise UserError(
                    self.env._(
                        "%(case)s: name the ground of law that applies, and write what "
                        "it means in this case.",
                        case=case.display_name,
                    )
                )
        self._write_guarded(
            {"ground_ids": [(6, 0, grounds.ids)], "ground_text": reason.strip()}
        )

    @api.model
    def _cron_pass_time(self):
        """Do what the law says has happened by the passing of time alone."""
        overdue = self.search([("state", "=", "received"), ("is_overdue", "=", True)])
        for case in overdue:
            if not case._guard_accept_by_law():
                case._transition("accepted", name="by_law")
        silent = self.search([("state", "=", "to_correct"), ("is_overdue", "=", True)])
        for case in silent:
            if not case._guard_lapse():
                case._transition("withdrawn", name="lapse")
