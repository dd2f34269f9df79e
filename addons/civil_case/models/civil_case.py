from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..tools.roles import CLERK

#: States in which nothing is left to do in a case but filing it.
FINISHED = ("not_accepted", "withdrawn", "served", "archived")


class CivilCase(models.Model):
    """An application and what becomes of it (办件), from receipt to the archive.

    Who may take which step, and when, is declared in ``civil.case.intake`` and
    ``civil.case.course``.
    """

    _name = "civil.case"
    _description = "Case"
    _inherit = [
        "civil.division.mixin",
        "civil.party.mixin",
        "civil.case.course",
        "civil.case.rest",
        "civil.case.paper",
        "civil.case.desk",
        "mail.thread",
    ]
    _order = "id desc"

    name = fields.Char(string="Case Number", readonly=True, copy=False, index="trigram")
    kind_id = fields.Many2one(
        "civil.case.kind",
        string="Matter",
        required=True,
        index=True,
        ondelete="restrict",
    )
    department_id = fields.Many2one(
        related="kind_id.department_id", store=True, index=True
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    division_id = fields.Many2one(default=lambda self: self._default_division_id())
    summary = fields.Char(string="Applied For", help="In one line, as notices show it.")
    description = fields.Text()
    user_id = fields.Many2one(
        "res.users",
        string="Holder",
        default=lambda self: self.env.user,
        index=True,
        domain="[('share', '=', False)]",
        tracking=True,
        help="Who handles the case.",
    )
    source = fields.Selection(
        [
            ("window", "At the Window"),
            ("online", "Online"),
            ("transfer", "Handed Over"),
        ],
        default="window",
        required=True,
    )
    res_model = fields.Char(string="Model Concerned", readonly=True, copy=False)
    res_id = fields.Many2oneReference(
        string="Record Concerned", model_field="res_model", readonly=True, copy=False
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("received", "Received"),
            ("to_correct", "To Be Corrected"),
            ("accepted", "Accepted"),
            ("not_accepted", "Not Accepted"),
            ("under_approval", "Under Approval"),
            ("granted", "Granted"),
            ("refused", "Refused"),
            ("withdrawn", "Withdrawn"),
            ("served", "Served"),
            ("archived", "Filed Away"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )
    is_open = fields.Boolean(
        compute="_compute_is_open", search="_search_is_open", help="Something is to do."
    )
    material_ids = fields.One2many("civil.case.material", "case_id", string="Papers")
    consultation_ids = fields.One2many("civil.case.consultation", "case_id")
    visit_ids = fields.One2many("civil.case.visit", "case_id", string="Site Visits")
    publicity_ids = fields.One2many("civil.case.publicity", "case_id")

    _name_uniq = models.UniqueIndex(
        "(name) WHERE name IS NOT NULL", "This case number has already been given."
    )
    _subject_idx = models.Index("(res_model, res_id) WHERE res_id IS NOT NULL")
    _due_idx = models.Index("(due_at, id DESC)")
    _holder_idx = models.Index("(user_id, state)")
    _kind_state_idx = models.Index("(kind_id, state)")

    def _default_division_id(self):
        """The user's division, where there is only one."""
        divisions = self.env.user.division_ids
        return divisions if len(divisions) == 1 else False

    @api.depends("name", "party_name", "kind_id")
    def _compute_display_name(self):
        for case in self:
            parts = (case.name or case.kind_id.name, case.party_name)
            case.display_name = " ".join(filter(None, parts))

    @api.depends("state")
    def _compute_is_open(self):
        for case in self:
            case.is_open = case.state not in FINISHED

    def _search_is_open(self, operator, value):
        if operator != "in":
            return NotImplemented
        opened = Domain("state", "not in", FINISHED)
        return Domain.OR(opened if wanted else ~opened for wanted in value)

    @api.model_create_multi
    def create(self, vals_list):
        """List the papers that the kinds need."""
        cases = super().create(vals_list)
        cases.filtered(lambda case: not case.material_ids)._list_papers()
        return cases

    def _list_papers(self):
        self.env["civil.case.material"].create(
            [
                {
                    "case_id": case.id,
                    "sequence": paper.sequence,
                    "name": paper.name,
                    "required": paper.required,
                    "form": paper.form,
                    "condition": paper.condition,
                }
                for case in self
                for paper in case.kind_id.material_ids
            ]
        )

    def write(self, vals):
        """What is applied for stays once it has been received.

        Who decides takes steps only; clerks change the content.
        """
        user = self.env.user
        if not (self.env.su or self._has_pass(vals) or user.has_group(CLERK)):
            if any(not self._is_approval_open(name) for name in vals):
                raise AccessError(self.env._("Only clerks change cases."))
        fixed = {"kind_id", "division_id", "company_id", "resident_id"}
        fixed |= {"organization_id", "party_type", "source"}
        changed = fixed & vals.keys()
        if changed and self.filtered(lambda case: case.state != "draft"):
            raise UserError(
                self.env._("Matter, applicant and division can change in a draft only.")
            )
        other = self.filtered(lambda case: case.kind_id.id != vals.get("kind_id"))
        result = super().write(vals)
        if "kind_id" in vals:
            other.material_ids.unlink()
            other._list_papers()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_only_draft(self):
        if self.filtered(lambda case: case.state != "draft" or case.name):
            raise UserError(
                self.env._("Only a draft can be deleted; have the case withdrawn.")
            )

    def _subject(self):
        """The record that the case is about, or None; as the present user."""
        self.ensure_one()
        if not self.res_id or self.res_model not in self.env:
            return None
        return self.env[self.res_model].browse(self.res_id).exists()

    def action_open_subject(self):
        """Open the record that the case is about."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "views": [(False, "form")],
        }
