import datetime

import pytz

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.civil_base.tools.todo import TIME_ZONE

from ..tools import deadline

#: States in which the matter is still waited for.
OPEN = ("running", "paused")


class CivilClock(models.Model):
    """One running period of one record (时限): limit and promise side by side.

    Only the steps of the record start, pause and end it (``civil.clock.mixin``).
    Lengths are those of the day on which it began. All ends are kept as moments, so
    that lists find what is near or overdue without computing anything by night.
    """

    _name = "civil.clock"
    _description = "Time Limit"
    _order = "started_at desc, id desc"
    _rec_name = "kind_id"

    kind_id = fields.Many2one(
        "civil.clock.kind", required=True, ondelete="restrict", readonly=True
    )
    code = fields.Char(related="kind_id.code")
    unit = fields.Selection(related="kind_id.unit")
    is_of_party = fields.Boolean(related="kind_id.is_of_party")
    res_model = fields.Char(required=True, readonly=True)
    res_id = fields.Many2oneReference(
        model_field="res_model", required=True, readonly=True
    )
    division_id = fields.Many2one("civil.division", index=True, readonly=True)
    started_at = fields.Datetime(required=True, readonly=True)
    limit_length = fields.Integer(required=True, readonly=True)
    promise_length = fields.Integer(readonly=True)
    warn_length = fields.Integer(readonly=True)
    limit_basis = fields.Char(string="Legal Basis", readonly=True)
    limit_at = fields.Datetime(string="Limit", required=True, readonly=True)
    promise_at = fields.Datetime(string="Promise", readonly=True)
    warn_at = fields.Datetime(
        string="Near From",
        readonly=True,
        help="From then on the earlier one of promise and limit is near.",
    )
    state = fields.Selection(
        [
            ("running", "Running"),
            ("paused", "Resting"),
            ("met", "Met"),
            ("late", "Met Too Late"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        readonly=True,
    )
    ended_at = fields.Datetime(readonly=True)
    promise_met = fields.Boolean(readonly=True)
    pause_ids = fields.One2many("civil.clock.pause", "clock_id", string="Pauses")
    supervision_ids = fields.One2many(
        "civil.supervision", "clock_id", string="Supervision Notices"
    )
    extension_length = fields.Integer(readonly=True)
    extension_reason = fields.Char(readonly=True)
    extended_uid = fields.Many2one("res.users", "Extended By", readonly=True)
    extended_at = fields.Datetime("Extended On", readonly=True)
    level = fields.Selection(
        [("ok", "In Time"), ("near", "Nearly Overdue"), ("overdue", "Overdue")],
        compute="_compute_level",
        search="_search_level",
    )
    remaining = fields.Integer(
        compute="_compute_remaining",
        help="How many units are left until the limit; negative when it is past.",
    )

    _open_uniq = models.UniqueIndex(
        "(res_model, res_id, kind_id) WHERE state IN ('running', 'paused')",
        "This time limit already runs for this record.",
    )
    _record_idx = models.Index("(res_model, res_id)")
    _limit_idx = models.Index("(limit_at) WHERE state = 'running'")

    @api.depends("state", "limit_at", "warn_at", "ended_at")
    def _compute_level(self):
        now = fields.Datetime.now()
        for clock in self:
            at = clock.ended_at or now
            if clock.state == "cancelled" or clock.state == "paused":
                clock.level = "ok"
            elif at > clock.limit_at:
                clock.level = "overdue"
            elif clock.state == "running" and clock.warn_at and at >= clock.warn_at:
                clock.level = "near"
            else:
                clock.level = "ok"

    def _search_level(self, operator, value):
        if operator != "in":
            return NotImplemented
        now = fields.Datetime.now()
        running = Domain("state", "=", "running")
        overdue = Domain("state", "=", "late") | (
            running & Domain("limit_at", "<", now)
        )
        near = running & Domain("limit_at", ">=", now) & Domain("warn_at", "<=", now)
        levels = {"overdue": overdue, "near": near, "ok": ~overdue & ~near}
        return Domain.OR(levels[level] for level in value if level in levels)

    @api.depends("state", "limit_at", "pause_ids.date_from")
    def _compute_remaining(self):
        now, judge = fields.Datetime.now(), self.env["civil.clock.kind"]._judge()
        for clock in self:
            rests = clock.state == "paused" and clock._open_pause().date_from
            clock.remaining = deadline.units_left(
                clock._local(clock.ended_at or rests or now),
                clock._local(clock.limit_at),
                clock.kind_id.unit,
                judge,
            )

    # -- what the steps of records do; called with raised rights ---------------

    @api.model
    def _local(self, moment):
        """The moment by the country's clock, without time zone; days turn by it."""
        return pytz.utc.localize(moment).astimezone(TIME_ZONE).replace(tzinfo=None)

    @api.model
    def _utc(self, moment):
        aware = TIME_ZONE.localize(moment)
        return aware.astimezone(pytz.utc).replace(tzinfo=None)

    @api.model
    def _start(self, record, kind, at, until=None):
        """Let a period of ``kind`` begin for ``record`` at ``at`` (UTC).

        :param until: its last day, or last moment (UTC), where an order names it
        :raises UserError: nothing says how long it is
        """
        division = record.division_id if "division_id" in record._fields else None
        # A limit of the kind that ended just now makes room for the next one.
        self.flush_model(["state"])
        day = self._local(at).date()
        limit, basis = kind._length("limit", day, division)
        if until:
            limit = self._length_until(kind, at, until)
        if not limit:
            raise UserError(
                self.env._(
                    "Nothing says how long “%(name)s” is: name the parameter in its "
                    "settings, or the last day.",
                    name=kind.name,
                )
            )
        clock = self.create(
            {
                "kind_id": kind.id,
                "res_model": record._name,
                "res_id": record.id,
                "division_id": division and division.id,
                "started_at": at,
                "limit_length": limit,
                "limit_basis": basis,
                "promise_length": kind._length("promise", day, division)[0],
                "warn_length": kind._length("warn", day, division)[0],
                "limit_at": at,
                "state": "running",
            }
        )
        clock._set_ends()
        return clock

    @api.model
    def _length_until(self, kind, at, until):
        """How many units of the kind lie between ``at`` and a last day or moment."""
        if isinstance(until, datetime.datetime):
            until = self._local(until)
        else:
            until = datetime.datetime.combine(until, datetime.time(23, 59, 59))
        return deadline.units_left(self._local(at), until, kind.unit, kind._judge())

    def _set_ends(self):
        """Compute the moments anew from the beginning, the lengths and the pauses.

        A pause that hasn't ended stops nothing yet: how long it lasts isn't known.
        """
        for clock in self:
            kind = clock.kind_id
            start = self._local(clock.started_at)
            pauses = [
                (self._local(pause.date_from), self._local(pause.date_to))
                for pause in clock.pause_ids
                if pause.stops_clock and pause.date_to
            ]
            limit = kind._end(
                start, clock.limit_length + clock.extension_length, pauses
            )
            promise = clock.promise_length and kind._end(
                start, clock.promise_length + clock.extension_length, pauses
            )
            first = min(limit, promise or limit)
            warn = deadline.warned_from(
                first, clock.warn_length, kind.unit, kind._judge()
            )
            clock.write(
                {
                    "limit_at": self._utc(limit),
                    "promise_at": promise and self._utc(promise),
                    "warn_at": self._utc(warn),
                }
            )

    def _is_past(self):
        """Tell whether the single limit runs and is over at this moment."""
        return self.state == "running" and self.limit_at < fields.Datetime.now()

    def _forget(self):
        """Undo the start of the limits: the step that started them is taken back."""
        self.unlink()

    def _open_pause(self):
        return self.pause_ids.filtered(lambda pause: not pause.date_to)

    def _pause(self, reason, note, at):
        """Let the running clocks rest; a reason that doesn't stop only keeps record."""
        # A pause that ended just now makes room for the next one.
        self.pause_ids.flush_recordset(["date_to"])
        for clock in self.filtered(lambda c: c.state in OPEN and not c._open_pause()):
            clock.pause_ids.create(
                {
                    "clock_id": clock.id,
                    "reason_id": reason.id,
                    "stops_clock": reason.stops_clock,
                    "date_from": max(at, clock.started_at),
                    "note": note,
                    "paused_uid": self.env.uid,
                }
            )
            if reason.stops_clock:
                clock.state = "paused"

    def _resume(self, at):
        """Let resting clocks run on, and move their ends by the time they rested."""
        for clock in self:
            pause = clock._open_pause()
            if not pause:
                continue
            pause.write(
                {"date_to": max(at, pause.date_from), "resumed_uid": self.env.uid}
            )
            clock.state = "running"
            clock._set_ends()

    def _stop(self, at):
        """End open clocks: met, or met too late."""
        for clock in self.filtered(lambda c: c.state in OPEN):
            clock._resume(at)
            clock.write(
                {
                    "state": "late" if at > clock.limit_at else "met",
                    "ended_at": at,
                    "promise_met": at <= (clock.promise_at or clock.limit_at),
                }
            )

    def _extend(self, reason, at, until=None):
        """Extend open clocks, once: by the parameter, or to another last day.

        :raises UserError: extended already, over, or its kind knows no extension
        """
        for clock in self:
            length, _basis = clock.kind_id._length(
                "extension", self._local(clock.started_at).date(), clock.division_id
            )
            if until:
                length = clock._length_until(clock.kind_id, clock.started_at, until)
                length -= clock.limit_length
            if refusal := clock._extension_refusal(at, length):
                raise UserError(refusal)
            clock.write(
                {
                    "extension_length": length,
                    "extension_reason": reason,
                    "extended_uid": self.env.uid,
                    "extended_at": at,
                }
            )
            clock._set_ends()

    def _extension_refusal(self, at, length):
        if length <= 0:
            return self.env._(
                "“%(name)s” can't be extended: no rule allows it.",
                name=self.kind_id.name,
            )
        if self.extension_length:
            return self.env._(
                "“%(name)s” has been extended already; that is possible once.",
                name=self.kind_id.name,
            )
        if self.state not in OPEN or (self.state == "running" and at > self.limit_at):
            return self.env._(
                "“%(name)s” is over; only what still runs can be extended.",
                name=self.kind_id.name,
            )
        return False
