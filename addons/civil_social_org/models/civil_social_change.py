from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.civil_base.tools.door import Door

#: Opens what the register says so far to the code that looks it up.
_FORMER = Door("civil_social_change_former")


class CivilSocialChange(models.Model):
    """One item of the registration that is to change (变更事项): from what, to what."""

    _name = "civil.social.change"
    _description = "Changed Item of a Registration"
    _inherit = ["civil.approval.line.mixin"]
    _order = "case_id, sequence, id"
    _rec_name = "item_id"
    _approval_parent = "case_id"

    case_id = fields.Many2one(
        "civil.case", required=True, index=True, ondelete="cascade"
    )
    item_id = fields.Many2one(
        "civil.social.registration.item",
        string="Changed Item",
        required=True,
        ondelete="restrict",
    )
    sequence = fields.Integer(related="item_id.sequence", store=True)
    item_code = fields.Char(related="item_id.code", string="Code of the Item")
    currency_id = fields.Many2one(related="case_id.social_currency_id")
    former = fields.Text(
        string="So Far", readonly=True, help="What the register says at present."
    )
    value = fields.Text(string="To Be")
    amount = fields.Monetary(string="New Amount", help="In yuan.")
    supervisor_id = fields.Many2one(
        "civil.organization", string="New Supervisor", ondelete="restrict"
    )
    category_id = fields.Many2one(
        "civil.social.category", string="New Type", ondelete="restrict"
    )
    shown = fields.Text(string="Applied For", compute="_compute_shown")

    _item_uniq = models.UniqueIndex(
        "(case_id, item_id)", "This item is among the changes already."
    )

    @api.depends("value", "amount", "supervisor_id", "category_id", "item_id")
    def _compute_shown(self):
        for change in self:
            change.shown = change.item_id and change._text(change._new())

    def _field(self):
        """The register's field that holds the single line's item."""
        return self.env["civil.social.org"]._fields[self.item_id.field_name]

    def _new(self):
        """The new value of the single line, as the register keeps it."""
        field = self._field()
        if field.type == "monetary":
            return self.amount
        if field.type == "many2one":
            # Who supervises is no secret.
            line = self.sudo()
            refers = line.supervisor_id, line.category_id
            return next(one for one in refers if one._name == field.comodel_name)
        return (self.value or "").strip()

    def _text(self, value):
        """What stands for a value of the single line's item in documents."""
        if isinstance(value, models.BaseModel):
            return value.display_name or ""
        return f"{value:,.2f}元" if isinstance(value, float) else value or ""

    def _stored(self):
        """The new value as it is written on the register."""
        value = self._new()
        return value.id if isinstance(value, models.BaseModel) else value

    def _is_empty(self):
        return not self._new()

    @api.constrains("item_id", "case_id")
    def _check_item(self):
        for change in self:
            items = change.case_id.social_kind_id.item_ids
            # A credit code stays for good; it is only ever corrected.
            items = items.filtered(lambda item: item.code != "credit_code")
            if change.item_id not in items:
                raise ValidationError(
                    self.env._(
                        "“%(item)s” isn't an item of registration of this kind.",
                        item=change.item_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Take what is so far from the register, not from the screen."""
        lines = super().create([{**vals, "former": False} for vals in vals_list])
        for line in lines:
            # Whoever handles the case reads what the register says.
            org = line.case_id.social_org_id.sudo()
            if org:
                former = line._text(org[line.item_id.field_name])
                _FORMER.opened(line).write({"former": former})
        return lines

    def write(self, vals):
        """Keep each line with its case and its item."""
        kept = {"case_id", "item_id", "former"} & vals.keys()
        if kept and not _FORMER.is_open(self):
            raise UserError(self.env._("Only what is applied for can change."))
        return super().write(vals)
