from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import ormcache

from odoo.addons.civil_base.models.workflow_mixin import Transition
from odoo.addons.civil_base.tools.todo import TodoEntry, today

from .civil_delegation_step import ADMIN, STAFF


class CivilDelegation(models.Model):
    """Who stands in for somebody on leave (请假代理), from which day to which.

    As long as it holds, the delegate passes tiers of approval that are the absent
    person's by name or by group, in that person's place: neither may have made,
    submitted or passed the record, and what is passed so counts as passed by both.
    Days are those of China. Nobody stands in by way of a third person. What the
    delegate may see and do otherwise stays as his own roles and divisions allow.
    """

    _name = "civil.delegation"
    _description = "Delegation During Leave"
    _inherit = ["civil.delegation.step", "civil.todo.mixin", "mail.thread"]
    _order = "date_from desc, id desc"

    _transitions = (
        Transition(
            "draft",
            "approved",
            group=STAFF,
            guard="_approve_refusal",
            effect="_before_approval",
            stamp="approved",
        ),
        Transition(
            "draft", "refused", group=STAFF, guard="_decide_refusal", stamp="refused"
        ),
        Transition(
            "approved", "ended", group=STAFF, guard="_end_refusal", stamp="ended"
        ),
    )
    _todo_triggers = ("state", "absent_id", "date_from")
    #: Leave isn't handed over.
    _holder_field = None

    absent_id = fields.Many2one(
        "res.users",
        string="On Leave",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        ondelete="restrict",
    )
    delegate_id = fields.Many2one(
        "res.users",
        string="Stands In",
        required=True,
        index=True,
        domain=[("share", "=", False)],
        ondelete="restrict",
    )
    department_ids = fields.Many2many(
        "civil.department",
        string="Departments",
        compute="_compute_department_ids",
        store=True,
        compute_sudo=True,
        help="Where the person on leave works.",
    )
    date_from = fields.Date(string="From", required=True)
    date_to = fields.Date(string="Through", required=True, help="The last day.")
    reason = fields.Char(required=True, tracking=True)
    state = fields.Selection(
        [
            ("draft", "Requested"),
            ("approved", "Approved"),
            ("refused", "Refused"),
            ("ended", "Ended by Hand"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
    )
    is_effective = fields.Boolean(
        string="Holds Today",
        compute="_compute_is_effective",
        search="_search_is_effective",
    )
    approved_uid = fields.Many2one(
        "res.users", "Approved By", readonly=True, copy=False
    )
    approved_date = fields.Datetime("Approved On", readonly=True, copy=False)
    refused_uid = fields.Many2one("res.users", "Refused By", readonly=True, copy=False)
    refused_date = fields.Datetime("Refused On", readonly=True, copy=False)
    ended_uid = fields.Many2one("res.users", "Ended By", readonly=True, copy=False)
    ended_date = fields.Datetime("Ended On", readonly=True, copy=False)

    _dates_check = models.Constraint(
        "CHECK (date_to >= date_from)", "The last day of leave lies before the first."
    )
    _other_person = models.Constraint(
        "CHECK (delegate_id <> absent_id)", "Nobody stands in for himself."
    )
    _no_overlap = models.Constraint(
        """EXCLUDE USING gist (
            absent_id WITH =, daterange(date_from, date_to, '[]') WITH &&
        ) WHERE (state IN ('draft', 'approved'))""",
        "Somebody stands in for this person on some of these days already: end that "
        "delegation first.",
    )

    @api.depends("absent_id")
    def _compute_department_ids(self):
        for delegation in self:
            delegation.department_ids = delegation.absent_id.department_ids

    @api.depends("state", "date_from", "date_to")
    def _compute_is_effective(self):
        day = self._today()
        for delegation in self:
            delegation.is_effective = bool(
                delegation.state == "approved"
                and delegation.date_from <= day <= delegation.date_to
            )

    @api.model
    def _search_is_effective(self, operator, value):
        if operator != "in":
            return NotImplemented
        domain = self._effective_domain(self._today())
        return Domain.OR(domain if wanted else ~domain for wanted in value)

    @api.model
    def _effective_domain(self, day):
        return (
            Domain("state", "=", "approved")
            & Domain("date_from", "<=", day)
            & Domain("date_to", ">=", day)
        )

    @api.model
    def _today(self):
        return today(fields.Datetime.now())

    @api.depends("absent_id", "delegate_id", "date_from", "date_to")
    def _compute_display_name(self):
        for delegation in self:
            delegation.display_name = self.env._(
                "%(delegate)s for %(absent)s, %(first)s to %(last)s",
                delegate=delegation.delegate_id.sudo().name or "",
                absent=delegation.absent_id.sudo().name or "",
                first=delegation.date_from or "",
                last=delegation.date_to or "",
            )

    # -- who stands in for whom -----------------------------------------------------

    @api.model
    def _pairs_today(self):
        """``(absent id, delegate id)`` of those who are still here, for today."""
        return self._pairs(self._today())

    @api.model
    @ormcache("day")
    def _pairs(self, day):
        found = self.sudo().search(self._effective_domain(day))
        return tuple(
            (delegation.absent_id.id, delegation.delegate_id.id)
            for delegation in found
            if delegation.absent_id.active and delegation.delegate_id.active
        )

    # -- what stays as it is -------------------------------------------------------

    @api.constrains("absent_id")
    def _check_requester(self):
        """People ask for their own leave; heads and administrators for others."""
        user = self.env.user
        for delegation in self:
            if user._is_superuser() or user == delegation.absent_id:
                continue
            if not delegation._is_led_by(user):
                raise ValidationError(
                    self.env._(
                        "You may ask for your own leave only; for others the head of "
                        "their department or an administrator does."
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Whoever stands in counts at once."""
        # What ended just now makes room for another only once written.
        self.flush_model(["state"])
        delegations = super().create(vals_list)
        self.env.registry.clear_cache()
        return delegations

    def write(self, vals):
        """Refuse to change what has been decided about.

        :raises UserError: it is no longer just requested
        """
        content = {"absent_id", "delegate_id", "date_from", "date_to", "reason"}
        if content & vals.keys() and self.filtered(lambda d: d.state != "draft"):
            raise UserError(
                self.env._(
                    "It has been decided about and stays as it is: end it and ask for "
                    "another."
                )
            )
        result = super().write(vals)
        self.env.registry.clear_cache()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_only_requested(self):
        if self.filtered(lambda delegation: delegation.state != "draft"):
            raise UserError(
                self.env._("It has been decided about and is kept; end it instead.")
            )

    # -- the desk ---------------------------------------------------------------------

    def _todo_entries(self):
        """A request waits for the head of the department, or for who is above."""
        if self.state != "draft":
            return []
        levels = self.absent_id.role_line_ids.filtered("is_enabled").role_id
        leads = "head" in levels.mapped("level")
        roles = self.department_ids.role_ids.filtered(
            lambda role: role.level == ("deputy" if leads else "head")
        )
        groups = roles.group_id or self.env.ref(ADMIN)
        return [
            TodoEntry(
                f"approve-{group.id}",
                self.env._("Decide about leave: %(what)s", what=self.display_name),
                group=group,
                due=self.date_from,
                barred=self.absent_id | self.delegate_id,
            )
            for group in groups
        ]
