from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .civil_inspection_checklist_item import LEVELS

FOUND_BY = [
    ("self", "Self-Check"),
    ("district", "Check of the District"),
    ("joint", "Joint Check"),
    ("third_party", "Third Party"),
]
#: What stays from the discovery on.
_FOUND = {"object_id", "kind_id", "found_by", "found_date", "item_id"}


class CivilHazard(models.Model):
    """A hazard in the ledger (安全隐患台账): found, put right, checked, closed.

    Rectifying means the five that must be settled (五落实): who answers for it,
    measures, money, deadline, plan. Nobody closes what was not checked by somebody
    else than whoever put it right.

    Source: 《安全生产法》第四十一条、第一百一十八条; 《养老机构重大事故隐患判定标准》.
    """

    _name = "civil.hazard"
    _description = "Hazard"
    _inherit = [
        "civil.hazard.step",
        "civil.inspection.scope",
        "civil.todo.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "deadline, id"
    _rec_name = "number"
    _rec_names_search = ["number", "name", "object_id.name"]
    _todo_triggers = ("state", "deadline", "escalated_date", "rectified_uid", "level")

    number = fields.Char(readonly=True, copy=False, index="trigram")
    name = fields.Char(string="Hazard", required=True, index="trigram")
    object_id = fields.Many2one(
        "civil.inspection.object",
        required=True,
        index=True,
        ondelete="restrict",
    )
    object_name = fields.Char(related="object_id.name", string="Object's Name")
    division_id = fields.Many2one(
        related="object_id.division_id", store=True, index=True, precompute=True
    )
    department_id = fields.Many2one(
        "civil.department", related="kind_id.department_id", store=True, index=True
    )
    user_id = fields.Many2one(
        "res.users", string="In Charge", index=True, default=lambda self: self.env.user
    )
    found_by = fields.Selection(FOUND_BY, required=True, default="district", index=True)
    found_date = fields.Date(
        required=True, default=fields.Date.context_today, index=True
    )
    found_uid = fields.Many2one(
        "res.users",
        string="Recorded By",
        default=lambda self: self.env.user,
        readonly=True,
    )
    inspection_id = fields.Many2one(
        "civil.inspection", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    line_id = fields.Many2one(
        "civil.inspection.line",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    self_check_id = fields.Many2one(
        "civil.safety.check",
        string="Self-Check",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    item_id = fields.Many2one(
        "civil.inspection.checklist.item",
        string="Checklist Item",
        index="btree_not_null",
        ondelete="restrict",
    )
    criterion_id = fields.Many2one(
        "civil.hazard.criterion",
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
    )
    level = fields.Selection(
        LEVELS, required=True, default="general", index=True, tracking=True
    )
    photo = fields.Image(max_width=1600, max_height=1600)
    responsible = fields.Char(string="Who Answers For It", tracking=True)
    measures = fields.Text()
    currency_id = fields.Many2one(related="company_id.currency_id")
    funds = fields.Monetary(help="0 where nothing has to be spent.")
    deadline = fields.Date(index=True, tracking=True)
    protection = fields.Text(
        string="Plan and Temporary Protection",
        help="What keeps people safe until the hazard is gone.",
    )
    rectified_note = fields.Text(string="What Was Done")
    evidence_photo = fields.Image(max_width=1600, max_height=1600)
    verify_note = fields.Text(string="What Was Seen on Re-Check")
    repeat_of_id = fields.Many2one(
        "civil.hazard",
        string="Found Before As",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    is_repeat = fields.Boolean(string="Repeated", readonly=True, index=True)
    is_overdue = fields.Boolean(
        string="Overdue", compute="_compute_is_overdue", search="_search_is_overdue"
    )
    report_ids = fields.One2many("civil.hazard.report", "hazard_id", string="Reports")

    _number_uniq = models.UniqueIndex(
        "(number) WHERE number IS NOT NULL", "This number has already been given."
    )
    _line_uniq = models.UniqueIndex(
        "(line_id) WHERE line_id IS NOT NULL",
        "This finding is already in the ledger.",
    )
    _funds_positive = models.Constraint(
        "CHECK (funds >= 0)", "The money for a hazard isn't below 0."
    )
    _deadline_order = models.Constraint(
        "CHECK (deadline >= found_date)",
        "The deadline of a hazard isn't before the day it was found.",
    )
    _state_deadline_idx = models.Index("(state, deadline)")

    @api.depends("deadline", "state")
    @api.depends_context("tz")
    def _compute_is_overdue(self):
        today = fields.Date.context_today(self)
        for hazard in self:
            hazard.is_overdue = bool(
                hazard.state in ("open", "rectifying")
                and hazard.deadline
                and hazard.deadline < today
            )

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = self._overdue_domain()
        return Domain.OR(late if wanted else ~late for wanted in value)

    @api.model
    def _overdue_domain(self):
        return Domain("state", "in", ("open", "rectifying")) & Domain(
            "deadline", "<", fields.Date.context_today(self)
        )

    @api.depends("number", "name")
    def _compute_display_name(self):
        for hazard in self:
            hazard.display_name = " ".join(filter(None, (hazard.number, hazard.name)))

    @api.onchange("criterion_id")
    def _onchange_criterion_id(self):
        if self.criterion_id:
            self.level = self.criterion_id.level
            self.name = self.name or self.criterion_id.name

    @api.model_create_multi
    def create(self, vals_list):
        """Number the hazards and tell whether they were there before."""
        hazards = super().create(vals_list)
        numbers = self.env["civil.numbering"]._reserve("hazard", len(hazards))
        for hazard, number in zip(hazards, numbers, strict=True):
            before = hazard._before()
            hazard._write_guarded(
                {
                    "number": number,
                    "repeat_of_id": before.id,
                    "is_repeat": bool(before),
                }
            )
        return hazards

    def _before(self):
        """Return the same hazard at the same object within the months that count."""
        months = self.env["civil.parameter"]._get(
            "safety.repeat_months", self.found_date, self.division_id
        )
        same = Domain("item_id", "=", self.item_id.id) if self.item_id else Domain.FALSE
        if self.criterion_id:
            same |= Domain("criterion_id", "=", self.criterion_id.id)
        domain = (
            same
            & Domain("object_id", "=", self.object_id.id)
            & Domain("id", "!=", self.id)
            & Domain("found_date", ">=", self.found_date - relativedelta(months=months))
            & Domain("found_date", "<=", self.found_date)
        )
        return self.search(domain, order="found_date desc, id desc", limit=1)

    @api.model
    def _from_lines(self, lines, **values):
        """Put what doesn't conform and is a hazard into the ledger, once.

        :param lines: answers of an inspection or of a self-check
        :return: the hazards of these lines
        """
        wanted = lines.filtered(lambda li: li.result == "no" and li.hazard_level)
        if lines._name != "civil.inspection.line":
            return self.create([self._line_values(line, values) for line in wanted])
        known = self.search([("line_id", "in", wanted.ids)])
        return known | self.create(
            [
                {
                    **self._line_values(line, values),
                    "line_id": line.id,
                    "inspection_id": line.inspection_id.id,
                    "object_id": line.inspection_id.object_id.id,
                    "kind_id": line.inspection_id.kind_id.id,
                    "found_date": line.inspection_id.actual_date
                    or fields.Date.context_today(self),
                }
                for line in wanted - known.line_id
            ]
        )

    @api.model
    def _line_values(self, line, values):
        return {
            "name": line.note or line.name,
            "level": line.hazard_level,
            "item_id": line.item_id.id,
            "criterion_id": line.criterion_id.id,
            "photo": line.photo,
            **values,
        }

    def write(self, vals):
        """Keep how the hazard was found; closed ones stay as they are."""
        if _FOUND & vals.keys() and self.filtered(lambda h: h.state != "open"):
            raise UserError(self.env._("How a hazard was found stays."))
        closed = self.filtered(lambda hazard: hazard.state == "closed")
        if closed and not self._has_pass(vals):
            raise UserError(
                self.env._("%(number)s is closed and stays.", number=closed[0].number)
            )
        if not self._has_pass(vals):
            self._refuse_settled(vals)
        return super().write(vals)

    def _refuse_settled(self, vals):
        """Refuse to move what an order or a listing says (限期、挂牌).

        :raises UserError: the limit of an assigned hazard, the level of a listed one
        """
        for hazard in self:
            limit = fields.Date.to_date(vals.get("deadline", hazard.deadline))
            if hazard.state != "open" and (limit or False) != hazard.deadline:
                raise UserError(
                    self.env._(
                        "%(number)s was assigned with the limit %(date)s: it is "
                        "extended by the button only.",
                        number=hazard.number,
                        date=hazard.deadline,
                    )
                )
            if hazard.is_listed and vals.get("level", hazard.level) != hazard.level:
                raise UserError(
                    self.env._(
                        "%(number)s is listed: its level stays.", number=hazard.number
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("Hazards stay in the ledger."))

    def _action_open(self):
        """Show the hazards."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Hazards"),
            "res_model": self._name,
            "domain": [("id", "in", self.ids)],
            "views": [(False, "list"), (False, "form")],
        }
