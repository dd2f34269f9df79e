from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools import todo as tools


class CivilTodo(models.Model):
    """One thing that waits to be done (待办): for whom, with what, until when.

    Kept in step with the records of all models that inherit ``civil.todo.mixin``, by
    the system only. A person sees what waits for him or for his groups within his
    divisions; whoever leads a department sees what waits there.
    """

    _name = "civil.todo"
    _description = "To-do"
    _order = "due_at, since, id"

    res_model = fields.Char(required=True, readonly=True)
    res_id = fields.Many2oneReference(
        string="Record", model_field="res_model", required=True, readonly=True
    )
    model_id = fields.Many2one(
        "ir.model",
        string="Kind",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    key = fields.Char(required=True, readonly=True)
    name = fields.Char(string="Next Step", required=True, readonly=True, translate=True)
    user_id = fields.Many2one(
        "res.users",
        string="Person",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
        help="Whom it waits for; empty where it waits for whoever has the group.",
    )
    owner = fields.Char(
        string="With",
        readonly=True,
        translate=True,
        help="The person or the post whose turn it is.",
    )
    group_id = fields.Many2one(
        "res.groups",
        string="Post",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
    )
    implied = fields.Boolean(
        readonly=True,
        help="Waits also for those who have the group by a higher one.",
    )
    barred_ids = fields.Many2many(
        "res.users",
        "civil_todo_barred_rel",
        "todo_id",
        "user_id",
        string="Not For",
        readonly=True,
        help="People for whom it doesn't wait though they have the group.",
    )
    division_id = fields.Many2one(
        "civil.division", readonly=True, index=True, ondelete="cascade"
    )
    department_id = fields.Many2one(
        "civil.department",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
    )
    company_id = fields.Many2one("res.company", readonly=True, ondelete="cascade")
    due_at = fields.Datetime(string="Due", readonly=True, index=True)
    since = fields.Datetime(string="Waiting Since", required=True, readonly=True)
    level = fields.Selection(
        [("late", "Late"), ("near", "Nearly Late"), ("on_time", "On Time")],
        string="Deadline Watch",
        compute="_compute_level",
        search="_search_level",
    )
    is_due_this_week = fields.Boolean(
        string="Due This Week",
        compute="_compute_is_due_this_week",
        search="_search_is_due_this_week",
    )
    is_mine = fields.Boolean(
        string="Waiting for Me", compute="_compute_is_mine", search="_search_is_mine"
    )
    is_department = fields.Boolean(
        string="My Department",
        compute="_compute_is_department",
        search="_search_is_department",
    )
    is_visible = fields.Boolean(
        compute="_compute_is_visible", search="_search_is_visible"
    )

    _key_uniq = models.UniqueIndex(
        "(res_model, res_id, key)", "This is waiting already."
    )

    # -- how near the deadline is ------------------------------------------------

    @api.depends("due_at")
    def _compute_level(self):
        now, near = self._watch()
        for todo in self:
            due = todo.due_at
            late, soon = due and due < now, due and due <= near
            todo.level = due and ("late" if late else "near" if soon else "on_time")

    @api.model
    def _search_level(self, operator, value):
        if operator != "in":
            return NotImplemented
        now, near = self._watch()
        choices = {
            "late": Domain("due_at", "<", now),
            "near": Domain("due_at", ">=", now) & Domain("due_at", "<=", near),
            "on_time": Domain("due_at", ">", near),
            False: Domain("due_at", "=", False),
        }
        return Domain.OR(choices[choice] for choice in value if choice in choices)

    @api.model
    def _watch(self):
        """Now, and the last moment that counts as near."""
        now = fields.Datetime.now()
        today = tools.today(now)
        days = self.env["civil.parameter"]._get("desk.near_days", today)
        return now, tools.day_end(fields.Date.add(today, days=days))

    @api.depends("due_at")
    def _compute_is_due_this_week(self):
        now, end = self._week()
        for todo in self:
            todo.is_due_this_week = bool(todo.due_at) and now <= todo.due_at <= end

    @api.model
    def _search_is_due_this_week(self, operator, value):
        if operator != "in":
            return NotImplemented
        now, end = self._week()
        domain = Domain("due_at", ">=", now) & Domain("due_at", "<=", end)
        return Domain.OR(domain if wanted else ~domain for wanted in value)

    @api.model
    def _week(self):
        """Now, and the end of this week's Sunday."""
        now = fields.Datetime.now()
        return now, tools.day_end(fields.Date.end_of(tools.today(now), "week"))

    # -- for whom ---------------------------------------------------------------

    @api.model
    def _visible_domain(self, user):
        """What ``user`` sees: his own, his groups' and his department's."""
        groups = Domain("group_id", "in", user._get_group_ids())
        departments = Domain("department_id", "in", user.sudo().led_department_ids.ids)
        everywhere = user.has_group("civil_base.group_auditor")
        shared = Domain.TRUE if everywhere else groups | departments
        return Domain("user_id", "=", user.id) | (shared & self._place_domain(user))

    @api.model
    def _mine_domain(self, user):
        """What waits for ``user``, for whatever reason."""
        return self._turn_domain(user)

    @api.model
    def _turn_domain(self, user):
        """What is ``user``'s turn: by name, or by a group that is his post."""
        group = Domain("group_id", "in", user._waiting_group_ids()) | (
            Domain("implied", "=", True)
            & Domain("group_id", "in", user._get_group_ids())
        )
        turn = Domain("user_id", "=", user.id) | (group & self._place_domain(user))
        return turn & Domain("barred_ids", "not in", user.ids)

    @api.model
    def _department_domain(self, user):
        """What waits in the departments that ``user`` leads."""
        departments = user.sudo().led_department_ids
        domain = Domain("department_id", "in", departments.ids)
        return domain & self._place_domain(user)

    @api.model
    def _place_domain(self, user):
        return Domain("division_id", "=", False) | Domain(
            "division_id", "child_of", user.sudo().division_ids.ids
        )

    def _compute_by_search(self, name, domain):
        """Set the boolean ``name`` on those that fulfil ``domain``."""
        found = self.sudo().search(domain & Domain("id", "in", self.ids))
        for todo in self:
            todo[name] = todo._origin.id in found._ids

    @api.depends_context("uid")
    def _compute_is_visible(self):
        self._compute_by_search("is_visible", self._visible_domain(self.env.user))

    @api.model
    def _search_is_visible(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._visible_domain(self.env.user)

    @api.depends_context("uid")
    def _compute_is_mine(self):
        self._compute_by_search("is_mine", self._mine_domain(self.env.user))

    @api.model
    def _search_is_mine(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._mine_domain(self.env.user)

    @api.depends_context("uid")
    def _compute_is_department(self):
        domain = self._department_domain(self.env.user)
        self._compute_by_search("is_department", domain)

    @api.model
    def _search_is_department(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._department_domain(self.env.user)

    # -- what one does with it ----------------------------------------------------

    def action_open_record(self):
        """Open what waits.

        :raises UserError: the record is no longer there
        """
        self.ensure_one()
        record = self.env[self.res_model].browse(self.res_id).exists()
        if not record:
            raise UserError(self.env._("The record is no longer there."))
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "views": [(False, "form")],
        }

    @api.model
    def retrieve_dashboard(self):
        """How much waits, for the head of the desk: ``{count's name: number}``.

        ``department`` and ``department_late`` are None for whoever leads none.
        """
        mine = self._mine_domain(self.env.user)
        late = self._search_level("in", ["late"])
        week = self._search_is_due_this_week("in", [True])
        counts = {
            "mine": self.search_count(mine),
            "mine_late": self.search_count(mine & late),
            "mine_week": self.search_count(mine & week),
            "department": None,
            "department_late": None,
        }
        if self.env.user.sudo().led_department_ids:
            department = self._department_domain(self.env.user)
            counts["department"] = self.search_count(department)
            counts["department_late"] = self.search_count(department & late)
        return counts
