import datetime

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from ..tools.todo import TodoEntry, today
from .civil_handover_step import ADMIN


class CivilHandover(models.Model):
    """What one person hands over to another at a change of posts (工作交接).

    The list holds the records that the giver holds, of every kind, with the
    reminders and divisions. What stays is taken off with a reason. Giver, receiver
    and supervisor, three different people, sign in this order; with the last
    signature everything on the list moves, all of it or none. Roles are given by the
    administrator.

    Source: the bureau's usual form 工作交接清单, with 移交人, 接收人 and 监交人.
    """

    _name = "civil.handover"
    _description = "Handover of Work"
    _inherit = [
        "civil.handover.step",
        "civil.handover.list",
        "civil.todo.mixin",
        "mail.thread",
    ]
    _order = "date desc, id desc"

    _todo_triggers = ("state", "giver_id", "receiver_id", "supervisor_id", "date")
    #: What is handed over moves, the papers about it don't.
    _holder_field = None
    #: What stays as it is once the giver has signed.
    _content = ("giver_id", "receiver_id", "supervisor_id", "date", "note")

    giver_id = fields.Many2one(
        "res.users",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        context={"active_test": False},
        ondelete="restrict",
    )
    giver_active = fields.Boolean(
        string="Giver Works Here", related="giver_id.active", related_sudo=True
    )
    receiver_id = fields.Many2one(
        "res.users",
        required=True,
        index=True,
        domain=[("share", "=", False)],
        ondelete="restrict",
    )
    supervisor_id = fields.Many2one(
        "res.users",
        required=True,
        index=True,
        domain=[("share", "=", False)],
        ondelete="restrict",
        help="Who leads the giver's or the receiver's department, or an administrator.",
    )
    department_ids = fields.Many2many(
        "civil.department",
        string="Departments",
        compute="_compute_department_ids",
        store=True,
        compute_sudo=True,
        help="Where the giver works.",
    )
    date = fields.Date(required=True, default=lambda self: today(fields.Datetime.now()))
    note = fields.Text(help="What else the receiver has to know.")
    role_names = fields.Text(
        string="Posts and Roles",
        compute="_compute_role_names",
        compute_sudo=True,
        help="What the giver has; an administrator gives them to the receiver.",
    )
    line_ids = fields.One2many("civil.handover.line", "handover_id", string="List")
    included_count = fields.Integer("Handed Over", compute="_compute_counts")
    new_count = fields.Integer(
        "Not on the List",
        compute="_compute_new_count",
        help="What the giver has come to hold since the list was made.",
    )
    state = fields.Selection(
        [
            ("draft", "Prepared"),
            ("given", "Signed by the Giver"),
            ("received", "Signed by the Receiver"),
            ("confirmed", "Confirmed by the Supervisor"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
    )
    given_uid = fields.Many2one("res.users", "Given By", readonly=True, copy=False)
    given_date = fields.Datetime("Given On", readonly=True, copy=False)
    represent_reason = fields.Char(
        string="Why Represented",
        readonly=True,
        copy=False,
        help="Why the head of the department signed for the giver.",
    )
    received_uid = fields.Many2one(
        "res.users", "Received By", readonly=True, copy=False
    )
    received_date = fields.Datetime("Received On", readonly=True, copy=False)
    confirmed_uid = fields.Many2one(
        "res.users", "Confirmed By", readonly=True, copy=False
    )
    confirmed_date = fields.Datetime("Confirmed On", readonly=True, copy=False)

    _people_check = models.Constraint(
        "CHECK (giver_id <> receiver_id AND giver_id <> supervisor_id"
        " AND receiver_id <> supervisor_id)",
        "Giver, receiver and supervisor are three different people.",
    )

    @api.depends("giver_id")
    def _compute_department_ids(self):
        for handover in self:
            handover.department_ids = handover.giver_id.department_ids

    @api.depends("giver_id")
    def _compute_role_names(self):
        for handover in self.with_context(active_test=False):
            roles = handover.giver_id.role_line_ids.role_id
            handover.role_names = "\n".join(roles.mapped("name"))

    @api.depends("line_ids.included")
    def _compute_counts(self):
        for handover in self:
            handover.included_count = len(handover.line_ids.filtered("included"))

    @api.depends("state", "line_ids")
    def _compute_new_count(self):
        for handover in self:
            held = {}
            if handover.state in ("draft", "given", "received"):
                held = handover.sudo()._held()
            known = {line._key() for line in handover.sudo().line_ids}
            handover.new_count = len(held.keys() - known)

    @api.depends("giver_id", "receiver_id", "date")
    def _compute_display_name(self):
        for handover in self:
            handover.display_name = self.env._(
                "%(giver)s to %(receiver)s, %(date)s",
                giver=handover.giver_id.sudo().name or "",
                receiver=handover.receiver_id.sudo().name or "",
                date=handover.date or "",
            )

    # -- the list --------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """Put everything on the list that the giver holds."""
        handovers = super().create(vals_list)
        for handover in handovers:
            handover._check_may_prepare()
            handover._collect()
        return handovers

    # -- what stays as it is -----------------------------------------------------------

    def write(self, vals):
        """Refuse to change what has been signed.

        :raises UserError: the giver has signed
        """
        self.check_access("write")
        if not vals.keys().isdisjoint(self._content):
            for handover in self:
                handover._check_may_prepare()
                handover._check_draft()
        result = super().write(vals)
        if "giver_id" in vals:
            for handover in self:
                handover._check_may_prepare()
                handover._collect()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_only_prepared(self):
        for handover in self:
            handover._check_may_prepare()
            handover._check_draft()

    def _check_draft(self):
        if self.state != "draft":
            raise UserError(
                self.env._(
                    "%(name)s has been signed; take it back to change it.",
                    name=self.display_name,
                )
            )

    def _check_may_prepare(self):
        """Givers prepare their own handover; heads and administrators that of others.

        :raises AccessError: for anybody else
        """
        user = self.env.user
        if not (user._is_superuser() or user == self.giver_id or self._is_led_by(user)):
            raise AccessError(
                self.env._(
                    "A handover is prepared by the giver, by the head of the giver's "
                    "department or by an administrator."
                )
            )

    # -- the desk and the paper ----------------------------------------------

    def _todo_entries(self):
        """It waits for the next signature."""
        if self.state == "draft":
            name = self.env._("Sign the handover you give: %(what)s", what=self._what())
            if self.giver_id.active:
                return [TodoEntry("sign", name, user=self.giver_id, due=self.date)]
            roles = self.department_ids.role_ids.filtered(
                lambda role: role.level == "head"
            )
            group = roles.group_id[:1] or self.env.ref(ADMIN)
            return [TodoEntry("sign", name, group=group, due=self.date)]
        if self.state == "given":
            name = self.env._(
                "Sign the handover you receive: %(what)s", what=self._what()
            )
            return [TodoEntry("sign", name, user=self.receiver_id, due=self.date)]
        if self.state == "received":
            name = self.env._("Confirm the handover: %(what)s", what=self._what())
            return [TodoEntry("sign", name, user=self.supervisor_id, due=self.date)]
        return []

    def _what(self):
        return self.display_name

    def _groups(self):
        """``[(what, its lines)]`` of what is handed over, for the printed list."""
        lines = self.line_ids.filtered("included")
        return list(lines.grouped("group_name").items())

    def _day(self, when):
        """A day, or that of a signature, in words; or an empty place for it."""
        if not when:
            return ""
        day = today(when) if isinstance(when, datetime.datetime) else when
        return format_date(self.env, day, date_format="long")
