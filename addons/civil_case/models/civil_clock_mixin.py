from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..tools.roles import DEPUTY, HEAD
from .civil_clock import OPEN

#: The fields that follow from the time limits alone.
_DAYS = frozenset({"due_at", "promise_at", "warn_at"})


class CivilClockMixin(models.AbstractModel):
    """A record with time limits (时限): the nearest one is shown and searched.

    The steps of the record start and end them by the methods below, which are for
    code only. Each names the limit by the code of its ``civil.clock.kind``.
    """

    _name = "civil.clock.mixin"
    _description = "Record with Time Limits"

    clock_ids = fields.One2many(
        "civil.clock",
        "res_id",
        string="Time Limits",
        domain=lambda self: [("res_model", "=", self._name)],
        readonly=True,
    )
    due_at = fields.Datetime(
        string="Due",
        compute="_compute_due",
        store=True,
        index="btree_not_null",
        compute_sudo=True,
        help="The nearest limit that runs; empty while everything rests.",
    )
    promise_at = fields.Datetime(
        string="Promised", compute="_compute_due", store=True, compute_sudo=True
    )
    warn_at = fields.Datetime(
        string="Near From", compute="_compute_due", store=True, compute_sudo=True
    )
    due_date = fields.Date(
        compute="_compute_due_date", help="The day on which the nearest limit ends."
    )
    deadline_level = fields.Selection(
        [("ok", "In Time"), ("near", "Nearly Overdue"), ("overdue", "Overdue")],
        compute="_compute_deadline_level",
        search="_search_deadline_level",
    )
    is_overdue = fields.Boolean(
        compute="_compute_deadline_level", search="_search_is_overdue"
    )
    is_near = fields.Boolean(
        string="Nearly Overdue",
        compute="_compute_deadline_level",
        search="_search_is_near",
    )
    is_resting = fields.Boolean(
        string="Resting", compute="_compute_is_resting", help="Its clock stands still."
    )
    deadline_text = fields.Char(
        string="Time Left",
        compute="_compute_deadline_text",
        help="Which limit is next, and how much of it is left.",
    )

    @api.depends("clock_ids.state", "clock_ids.limit_at", "clock_ids.promise_at")
    def _compute_due(self):
        for record in self:
            running = record.clock_ids.filtered(lambda clock: clock.state == "running")
            nearest = running.sorted("limit_at")[:1]
            record.due_at = nearest.limit_at
            record.promise_at = nearest.promise_at
            record.warn_at = nearest.warn_at

    @api.depends("due_at")
    def _compute_due_date(self):
        clocks = self.env["civil.clock"]
        for record in self:
            due = record.due_at
            record.due_date = due and clocks._local(due).date()

    @api.depends("due_at", "warn_at")
    def _compute_deadline_level(self):
        now = fields.Datetime.now()
        for record in self:
            overdue = bool(record.due_at) and record.due_at < now
            near = bool(record.due_at and record.warn_at) and record.warn_at <= now
            record.is_overdue = overdue
            record.is_near = near and not overdue
            level = "overdue" if overdue else "near" if near else "ok"
            record.deadline_level = level if record.due_at else False

    @api.model
    def _overdue_domain(self):
        return Domain("due_at", "<", fields.Datetime.now())

    @api.model
    def _near_domain(self):
        now = fields.Datetime.now()
        return Domain("due_at", ">=", now) & Domain("warn_at", "<=", now)

    def _search_is_overdue(self, operator, value):
        return self._search_flag(operator, value, self._overdue_domain())

    def _search_is_near(self, operator, value):
        return self._search_flag(operator, value, self._near_domain())

    @api.model
    def _search_flag(self, operator, value, domain):
        if operator != "in":
            return NotImplemented
        none = Domain("due_at", "=", False)
        return Domain.OR(domain if wanted else ~domain | none for wanted in value)

    def _search_deadline_level(self, operator, value):
        if operator != "in":
            return NotImplemented
        now = fields.Datetime.now()
        in_time = Domain("due_at", ">=", now) & (
            Domain("warn_at", ">", now) | Domain("warn_at", "=", False)
        )
        levels = {
            "overdue": self._overdue_domain(),
            "near": self._near_domain(),
            "ok": in_time,
            False: Domain("due_at", "=", False),
        }
        return Domain.OR(levels[level] for level in value if level in levels)

    @api.depends("clock_ids.state")
    def _compute_is_resting(self):
        for record in self:
            states = record.sudo().clock_ids.mapped("state")
            record.is_resting = "paused" in states and "running" not in states

    @api.depends("clock_ids.state", "clock_ids.limit_at")
    def _compute_deadline_text(self):
        # All at once: each record alone would look the working days up again.
        self._clocks().filtered(lambda clock: clock.state in OPEN).mapped("remaining")
        for record in self:
            record.deadline_text = record._deadline_sentence()

    def _deadline_sentence(self):
        """Say which limit is next and how much is left, or False."""
        opened = self._clocks().filtered(lambda clock: clock.state in OPEN)
        clock = opened.sorted(lambda c: (c.state == "paused", c.limit_at))[:1]
        if not clock:
            return False
        units = dict(clock._fields["unit"]._description_selection(self.env))
        values = {
            "name": clock.kind_id.name,
            "count": abs(clock.remaining),
            "unit": units[clock.unit],
        }
        if clock.state == "paused":
            return self.env._("%(name)s: resting, %(count)s %(unit)s left", **values)
        if clock.level == "overdue":
            if not clock.remaining:
                return self.env._("%(name)s: overdue", **values)
            return self.env._("%(name)s: overdue by %(count)s %(unit)s", **values)
        if clock.promise_at and clock.promise_at < fields.Datetime.now():
            return self.env._(
                "%(name)s: promise not kept, %(count)s %(unit)s left", **values
            )
        if not clock.remaining:
            return self.env._("%(name)s: ends today", **values)
        return self.env._("%(name)s: %(count)s %(unit)s left", **values)

    # -- urging what is late -------------------------------------------------------

    def _clock_holder(self):
        """Who is responsible for the single record, for notices that urge it."""
        return self.user_id if "user_id" in self._fields else self.env["res.users"]

    def _clock_department(self):
        """The department in which the single record is handled."""
        if "department_id" in self._fields:
            return self.department_id
        return self.env["civil.department"]

    def action_supervise(self, reason=None):
        """Urge what waits here: the responsible has to answer (督办).

        :param str reason: what the responsible is asked
        :raises AccessError: the user leads no section
        :raises UserError: no limit of the bureau runs, or it is urged already
        """
        if not reason:
            return self.env["civil.case.reason"]._open(
                self, "action_supervise", self.env._("Urge")
            )
        if not any(map(self.env.user.has_group, (HEAD, DEPUTY))):
            raise AccessError(self.env._("Who leads the section urges what is late."))
        self.check_access("read")
        for record in self:
            clock = record._clocks().filtered(
                lambda clock: clock.state == "running" and not clock.is_of_party
            )
            clock = clock.sorted("limit_at")[:1]
            notices = self.env["civil.supervision"].sudo()
            if not notices._ask(clock, reason.strip(), self.env.user):
                raise UserError(
                    self.env._(
                        "%(record)s: no time limit runs that hasn't been urged.",
                        record=record.display_name,
                    )
                )
        return True

    # -- for the steps of the record ---------------------------------------------

    def _clocks(self, code=None):
        """The clocks of the records, of one kind or of all; with raised rights."""
        # Whoever takes a step of the record need not be allowed to change clocks;
        # nobody is. That he may take the step was checked by the step.
        clocks = self.sudo().clock_ids
        return clocks.filtered(lambda c: c.code == code) if code else clocks

    def _clock_kind(self, code):
        # Which limits there are is no secret.
        kind = self.env["civil.clock.kind"].sudo().search([("code", "=", code)])
        if not kind:
            raise UserError(
                self.env._(
                    "There is no time limit “%(code)s”. An administrator can add it "
                    "under Cases ‣ Configuration ‣ Time Limits.",
                    code=code,
                )
            )
        return kind

    def _start_clock(self, code, at=None, until=None):
        """Start a limit for each record, unless it runs already.

        :param str code: of the kind
        :param datetime at: when it began, UTC; now if not given
        :param until: its last day, or last moment (UTC), where an order names it
        :return: the clocks that run
        :raises UserError: no such kind, or no value of its parameter on that day
        """
        kind = self._clock_kind(code)
        at = at or fields.Datetime.now()
        clocks = self.env["civil.clock"].sudo()
        for record in self:
            opened = record._clocks(code).filtered(lambda c: c.state in OPEN)
            clocks |= opened or clocks._start(record, kind, at, until)
        self.invalidate_recordset(["clock_ids"])
        return clocks

    def _pause_clock(self, code, reason, note=None, at=None):
        """Let a limit rest, for a reason (record or code of it)."""
        if isinstance(reason, str):
            # Which reasons there are is no secret.
            reasons = self.env["civil.clock.pause.reason"].sudo()
            reason = reasons.search([("code", "=", reason)])
            reason.ensure_one()
        self._clocks(code)._pause(reason, note, at or fields.Datetime.now())
        self._tell_desk()

    def _resume_clock(self, code, at=None):
        """Let a resting limit run on."""
        self._clocks(code)._resume(at or fields.Datetime.now())
        self._tell_desk()

    def _stop_clock(self, code, at=None):
        """End a limit: what it waited for has been done. Ended ones stay."""
        self._clocks(code)._stop(at or fields.Datetime.now())

    def _extend_clock(self, code, reason, at=None, until=None):
        """Extend an open limit, once, for a reason: as its rule says or ``until``.

        :raises UserError: it can't be extended, with the reason
        """
        if not (reason or "").strip():
            raise UserError(self.env._("Write why the time limit is extended."))
        opened = self._clocks(code).filtered(lambda c: c.state in OPEN)
        if not opened:
            raise UserError(self.env._("No such time limit runs here."))
        opened._extend(reason.strip(), at or fields.Datetime.now(), until)
        self._tell_desk()

    def _cancel_clocks(self, at=None):
        """End all open limits without result: the matter is given up."""
        opened = self._clocks().filtered(lambda c: c.state in OPEN)
        at = at or fields.Datetime.now()
        opened._resume(at)
        opened.write({"state": "cancelled", "ended_at": at})

    def _reopen_clock(self, code):
        """Let the limit that ended last run again: the step that ended it is undone."""
        clock = self._clocks(code).sorted("id")[-1:]
        clock.write({"state": "running", "ended_at": False, "promise_met": False})

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse days that don't follow from the time limits."""
        for vals in vals_list:
            self._refuse_days(vals)
        return super().create(vals_list)

    def write(self, vals):
        """Refuse days that don't follow from the time limits."""
        self._refuse_days(vals)
        return super().write(vals)

    @api.model
    def _refuse_days(self, vals):
        if not _DAYS.isdisjoint(vals):
            raise UserError(
                self.env._("The days follow from the time limits; nobody sets them.")
            )

    def _tell_desk(self):
        """Let what waits on the desks have the new day, where the model is on them."""
        if isinstance(self, self.env.registry["civil.todo.mixin"]):
            self._sync_todos()

    def unlink(self):
        """Let the limits go with their record."""
        clocks = self._clocks()
        result = super().unlink()
        clocks.unlink()
        return result
