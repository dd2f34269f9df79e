from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.tools import append_only
from odoo.addons.civil_base.tools.door import Door

_DOOR = Door("civil_inspection_draw_line")


class CivilInspectionDrawLine(models.Model):
    """An inspector drawn for an object drawn (抽取结果)."""

    _name = "civil.inspection.draw.line"
    _description = "Drawn Object and Inspector"
    _order = "draw_id, position, id"
    _log_access = False

    draw_id = fields.Many2one(
        "civil.inspection.draw",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    position = fields.Integer(readonly=True, aggregator=None)
    object_id = fields.Many2one(
        "civil.inspection.object",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    inspector_id = fields.Many2one(
        "civil.inspection.inspector",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )

    def init(self):
        """Let the database itself refuse every change of what was drawn."""
        append_only.guard(self.env.cr, self._table)

    @api.model
    def _keep(self, vals_list):
        """Keep what was drawn, for the draw's own code."""
        return _DOOR.opened(self.sudo()).create(vals_list)

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse: lines come with the draw."""
        if not _DOOR.is_open(self):
            self._refuse()
        return super().create(vals_list)

    def write(self, vals):  # pylint: disable=method-required-super
        """Refuse for everybody."""
        self._refuse()

    @api.ondelete(at_uninstall=True)
    def _unlink_never(self):
        self._refuse()

    def _refuse(self):
        raise UserError(self.env._("What was drawn is never changed."))
