from odoo import fields, models

from .workflow_mixin import Transition

STAFF = "civil_base.group_staff"
ADMIN = "civil_base.group_admin"


class CivilHandoverStep(models.AbstractModel):
    """Who signs a handover, in which order, and what happens then.

    ==========  ====================================  ===========================
    step        who                                   what must hold
    ==========  ====================================  ===========================
    give        the giver; for one who left the head  something is on the list
                of the department, with a reason
    take back   who signed as giver                   the receiver hasn't signed
    receive     the receiver
    confirm     the supervisor                        signed by two others
    cancel      giver, supervisor, head               not confirmed
    ==========  ====================================  ===========================
    """

    _name = "civil.handover.step"
    _description = "Steps of a Handover"
    _inherit = ["civil.workflow.mixin"]

    _transitions = (
        Transition("draft", "given", group=STAFF, guard="_give_refusal", stamp="given"),
        Transition(
            "given", "draft", group=STAFF, guard="_take_back_refusal", name="take_back"
        ),
        Transition(
            "given",
            "received",
            group=STAFF,
            guard="_receive_refusal",
            stamp="received",
        ),
        Transition(
            "received",
            "confirmed",
            group=STAFF,
            guard="_confirm_refusal",
            effect="_move",
            stamp="confirmed",
        ),
        Transition(
            ("draft", "given", "received"),
            "cancelled",
            group=STAFF,
            guard="_cancel_refusal",
        ),
    )
    _guarded = ("represent_reason",)

    def action_give(self, reason=None):
        """Sign as the giver, or for one who no longer works here.

        :param str reason: why the giver is represented; asked for where it is needed
        :raises UserError: naming why the user can't sign
        """
        absent = self.filtered(lambda handover: not handover.giver_active)
        if absent and not reason:
            return self.env["civil.handover.reason"]._open(
                self, "action_give", self.env._("Sign for the Giver")
            )
        self._transition("given")
        if absent:
            absent._write_guarded({"represent_reason": reason})
        return True

    def action_take_back(self):
        """Take one's signature back until the receiver has signed."""
        self._transition("draft", name="take_back")
        self._write_guarded(
            {"given_uid": False, "given_date": False, "represent_reason": False}
        )
        return True

    def action_receive(self):
        """Sign as the receiver."""
        return self._transition("received")

    def action_confirm(self):
        """Sign as the supervisor; then everything on the list moves.

        :raises UserError: somebody else has to sign, or hasn't signed yet
        """
        return self._transition("confirmed")

    def action_cancel(self):
        """Give the handover up; nothing moves."""
        return self._transition("cancelled")

    # -- guards: why not, or False -----------------------------------------------------

    def _give_refusal(self):
        user = self.env.user
        if not self.sudo().line_ids.filtered("included"):
            return self.env._("nothing is on the list")
        if refusal := self._supervisor_refusal():
            return refusal
        if self.giver_active:
            return user != self.giver_id and self.env._(
                "%(name)s signs as the giver", name=self.giver_id.sudo().name
            )
        if user in self.receiver_id | self.supervisor_id:
            return self.env._("giver, receiver and supervisor sign each for himself")
        return not self._represents(user) and self.env._(
            "%(name)s no longer works here; the head of the department signs",
            name=self.giver_id.sudo().name,
        )

    def _represents(self, user):
        """Tell whether ``user`` may sign for a giver who left."""
        departments = self.sudo().department_ids
        if not departments:
            return user.has_group(ADMIN)
        return bool(user.sudo().led_department_ids & departments)

    def _supervisor_refusal(self):
        """Why the person named can't supervise the handover, or False."""
        supervisor = self.supervisor_id.sudo()
        people = self.giver_id | self.receiver_id
        departments = self.sudo().department_ids | people.sudo().department_ids
        leads = supervisor.led_department_ids & departments
        if supervisor.active and (leads or supervisor.has_group(ADMIN)):
            return False
        return self.env._(
            "%(name)s leads neither the giver's nor the receiver's department",
            name=supervisor.name,
        )

    def _take_back_refusal(self):
        return self.env.user != self.given_uid and self.env._(
            "only who signed as giver takes it back"
        )

    def _receive_refusal(self):
        return self.env.user != self.receiver_id and self.env._(
            "%(name)s signs as the receiver", name=self.receiver_id.sudo().name
        )

    def _confirm_refusal(self):
        user = self.env.user
        if user != self.supervisor_id:
            return self.env._(
                "%(name)s confirms it as the supervisor",
                name=self.supervisor_id.sudo().name,
            )
        if user in self.given_uid | self.received_uid:
            return self.env._("giver, receiver and supervisor sign each for himself")
        return self._supervisor_refusal()

    def _cancel_refusal(self):
        user = self.env.user
        if user in self.giver_id | self.supervisor_id or self._is_led_by(user):
            return False
        return self.env._(
            "the giver, the supervisor or the head of the department cancels it"
        )

    def _is_led_by(self, user):
        """Tell whether ``user`` leads the giver's department or the bureau."""
        return user.has_group(ADMIN) or bool(
            user.sudo().led_department_ids & self.sudo().department_ids
        )

    # -- moving ---------------------------------------------------------------

    def _move(self):
        """Give the receiver what is on the list and still the giver's.

        Whoever confirms needs no rights on what moves: the list was signed by those
        who have them.
        """
        for handover in self.sudo():
            lines = handover.line_ids.filtered("included")
            moved = lines.browse()
            for (kind, name), group in lines.grouped(
                lambda line: (line.kind, line.res_model)
            ).items():
                records = self.env[name].sudo().browse(group.mapped("res_id")).exists()
                records = getattr(handover, f"_move_{kind}")(records)
                moved |= group.filtered(
                    lambda line, ids=set(records.ids): line.res_id in ids
                )
            moved.write({"outcome": "moved"})
            (lines - moved).write({"outcome": "elsewhere"})

    def _move_record(self, records):
        name = records._holder_field
        held = records.filtered(lambda record: record[name] == self.giver_id)
        if held:
            held._hand_over(self.receiver_id)
        return held

    def _move_activity(self, activities):
        held = activities.filtered(lambda record: record.user_id == self.giver_id)
        # The list tells the receiver; a message for each reminder wouldn't.
        held.with_context(mail_activity_quick_update=True).write(
            {"user_id": self.receiver_id.id}
        )
        return held

    def _move_division(self, divisions):
        held = divisions & self.giver_id.division_ids
        link, unlink = fields.Command.link, fields.Command.unlink
        self.receiver_id.write({"division_ids": [link(each.id) for each in held]})
        self.giver_id.write({"division_ids": [unlink(each.id) for each in held]})
        return held
