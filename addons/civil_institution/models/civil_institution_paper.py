import datetime

from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.civil_base.tools.todo import TodoEntry

from ..tools.roles import CLERK


class CivilInstitutionPaper(models.Model):
    """A dated paper of an institution (资质材料): food license, fire acceptance.

    A renewal is a new paper; the one that it renews is put away and waited for no more.
    """

    _name = "civil.institution.paper"
    _description = "Paper of an Institution"
    _inherit = ["civil.institution.part", "civil.todo.mixin"]
    _order = "valid_until desc, id desc"
    _rec_name = "number"
    _todo_triggers = ("valid_until", "kind_id", "institution_id")

    kind_id = fields.Many2one(
        "civil.institution.paper.kind", required=True, index=True, ondelete="restrict"
    )
    number = fields.Char()
    organ = fields.Char(string="Issued by")
    issued_on = fields.Date()
    valid_until = fields.Date(index=True, help="Empty: without an end.")
    warn_on = fields.Date(compute="_compute_warn_on", store=True)
    is_over = fields.Boolean(compute="_compute_watch", search="_search_is_over")
    is_ending = fields.Boolean(compute="_compute_watch", search="_search_is_ending")
    active = fields.Boolean(default=True)

    _days_in_order = models.Constraint(
        "CHECK (valid_until >= issued_on)", "A paper can't end before it was issued."
    )

    @api.depends("valid_until", "kind_id.warn_days")
    def _compute_warn_on(self):
        for paper in self:
            days = datetime.timedelta(days=paper.kind_id.warn_days)
            paper.warn_on = paper.valid_until and paper.valid_until - days

    @api.depends("valid_until", "warn_on")
    @api.depends_context("tz")
    def _compute_watch(self):
        today = fields.Date.context_today(self)
        for paper in self:
            until = paper.valid_until
            paper.is_over = bool(until) and until < today
            paper.is_ending = bool(until) and paper.warn_on <= today <= until

    def _search_is_over(self, operator, value):
        if operator != "in":
            return NotImplemented
        over = Domain("valid_until", "<", fields.Date.context_today(self))
        return Domain.OR(over if wanted else ~over for wanted in value)

    def _search_is_ending(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        near = Domain("warn_on", "<=", today) & Domain("valid_until", ">=", today)
        return Domain.OR(near if wanted else ~near for wanted in value)

    @api.depends("kind_id", "number")
    def _compute_display_name(self):
        for paper in self:
            paper.display_name = " ".join(
                filter(None, (paper.kind_id.name, paper.number))
            )

    def _todo_entries(self):
        today = fields.Date.context_today(self)
        if not self.active or not self.valid_until or self.warn_on > today:
            return []
        name = self.env._(
            "%(institution)s: renew %(paper)s",
            institution=self.institution_id.name,
            paper=self.kind_id.name,
        )
        group = self.env.ref(CLERK)
        return [TodoEntry("renew", name, group=group, due=self.valid_until)]

    def action_archive_renewed(self):
        """Put papers away that were renewed by newer ones."""
        self.check_access("write")
        self.write({"active": False})
