from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.models.workflow_mixin import Transition

from ..tools.roles import CLERK
from ..tools.text import said


class CivilEnforcementHearing(models.Model):
    """A hearing (听证) that a party asked for: notice, then held with a record.

    ========  ===========================================================
    step      what must hold
    ========  ===========================================================
    request   within five working days after the notice was served
    notify    seven working days or more before it is held; the chair
              doesn't investigate the case
    hold      on the day or later; record and conclusion written
    ========  ===========================================================

    Source: Administrative Penalty Law, articles 63 to 65 and 85.
    """

    _name = "civil.enforcement.hearing"
    _description = "Hearing"
    _inherit = ["civil.workflow.mixin", "civil.enforcement.part"]
    _order = "case_id, id"
    _rec_name = "case_id"

    _open_states = ("noticed",)
    _guarded = ("notice_on", "reason")
    _transitions = (
        Transition(
            "requested",
            "notified",
            group=CLERK,
            guard="_guard_notify",
            effect="_effect_notify",
        ),
        Transition(
            "notified", "held", group=CLERK, guard="_guard_hold", effect="_effect_hold"
        ),
        Transition(("requested", "notified"), "not_held", group=CLERK),
    )

    state = fields.Selection(
        [
            ("requested", "Requested"),
            ("notified", "Notice Given"),
            ("held", "Held"),
            ("not_held", "Not Held"),
        ],
        default="requested",
        required=True,
        readonly=True,
        copy=False,
    )
    requested_on = fields.Date(
        required=True, default=lambda self: fields.Date.context_today(self)
    )
    notice_on = fields.Date(string="Notice Given on", readonly=True, copy=False)
    held_on = fields.Date(string="Day of the Hearing")
    place = fields.Char()
    is_public = fields.Boolean(
        string="Public",
        default=True,
        help="Public unless state secrets, trade secrets or privacy stand against it.",
    )
    chair_id = fields.Many2one("res.users")
    clerk_id = fields.Many2one("res.users", string="Takes the Record")
    record = fields.Text(help="What was said; signed by party and chair.")
    conclusion = fields.Text(string="Opinion of the Chair")
    reason = fields.Char(string="Why Not Held", readonly=True, copy=False)

    @api.model_create_multi
    def create(self, vals_list):
        """Take a request within its limit only."""
        hearings = super().create(vals_list)
        hearings.case_id._check_role(CLERK)
        for hearing in hearings:
            if why := hearing._request_refusal():
                raise UserError(
                    self.env._(
                        "%(what)s: %(why)s",
                        what=hearing.case_id.display_name,
                        why=why,
                    )
                )
        return hearings

    def _request_refusal(self):
        """Why the single request comes too late or from nobody entitled, or False."""
        case = self.case_id
        if not case.has_hearing_right:
            return self.env._("the sanctions give no right to a hearing (article 63).")
        if not case.notice_served_on:
            return self.env._("the notice hasn't been served yet.")
        last = case._workdays(case.notice_served_on, "enforcement.hearing_request_days")
        if not case.notice_served_on <= self.requested_on <= last:
            return self.env._(
                "a hearing can be asked for from %(first)s to %(last)s (article 64).",
                first=case.notice_served_on,
                last=last,
            )
        return False

    def _guard_notify(self):
        case, today = self.case_id, fields.Date.context_today(self)
        if not self.held_on or not said(self.place):
            return self.env._("enter the day and the place of the hearing")
        if not self.chair_id:
            return self.env._("name the chair")
        if self.chair_id in case._investigators():
            return self.env._("the chair can't be an investigator (article 64)")
        earliest = case._workdays(today, "enforcement.hearing_notice_days")
        if self.held_on < earliest:
            return self.env._(
                "notice is given seven working days before, so it can be held on "
                "%(day)s at the earliest (article 64)",
                day=earliest,
            )
        return False

    def _effect_notify(self):
        self._write_guarded({"notice_on": fields.Date.context_today(self)})
        for hearing in self:
            hearing.case_id._issue_document(
                "enforcement.hearing",
                key=f"hearing-{hearing.id}",
                **hearing._words(),
            )

    def _guard_hold(self):
        if self.held_on > fields.Date.context_today(self):
            return self.env._("it is held on %(day)s only", day=self.held_on)
        if not said(self.record) or not said(self.conclusion):
            return self.env._("write the record and the opinion of the chair")
        return False

    def _effect_hold(self):
        for hearing in self:
            hearing.case_id._issue_document(
                "enforcement.hearing_record",
                key=f"hearing-record-{hearing.id}",
                **hearing._words(),
            )

    def _words(self):
        """What documents about the single hearing say."""
        return {
            "held_on": self.held_on,
            "where": self.place,
            "public": "公开" if self.is_public else "不公开",
            "chair": self.chair_id.name,
            "clerk": self.clerk_id.name or "",
            "content": self.record or "",
            "conclusion": self.conclusion or "",
        }

    def action_notify(self, held_on=None, place=None):
        """Give notice of day, place and chair of the hearing.

        :param date held_on: the day, if not written yet
        :param str place: the place, if not written yet
        """
        given = {"held_on": held_on, "place": place}
        if vals := {name: value for name, value in given.items() if value}:
            self.write(vals)
        self._transition("notified")

    def action_hold(self):
        """Record that the hearing was held."""
        self._transition("held")

    def action_not_hold(self, reason=None):
        """Record that the party withdrew its request or stayed away."""
        if not said(reason):
            return self.env["civil.enforcement.step"]._open(
                self, "action_not_hold", self.env._("Not Held")
            )
        self._refuse_reasons(self._refusal_reasons("not_held"))
        self._write_guarded({"reason": said(reason)})
        self._transition("not_held")
        return True

    def write(self, vals):
        """Keep what stood in the notice, once it is given."""
        told = {"requested_on", "held_on", "place", "chair_id", "is_public"}
        if set(vals) & told and self.filtered(lambda h: h.state != "requested"):
            raise UserError(
                self.env._("Notice of the hearing was given; day and chair stay.")
            )
        return super().write(vals)
