from odoo import api, fields, models
from odoo.exceptions import UserError


class CivilAboutMixin(models.AbstractModel):
    """A paper about a record of some model; whoever opens it may read the record.

    Record rules can't follow a reference to any model, so lists show titles by
    division and group, and what the paper holds is opened only by those who may
    read the record itself.
    """

    _name = "civil.about.mixin"
    _description = "Paper about a Record"

    res_model = fields.Char(string="Model", index=True)
    res_id = fields.Many2oneReference(
        string="Record", model_field="res_model", index=True
    )
    record_name = fields.Char(string="Belongs to", compute="_compute_record_name")

    @api.depends("res_model", "res_id")
    def _compute_record_name(self):
        for paper in self:
            record = paper._record()
            readable = record is not None and paper._is_record_readable()
            paper.record_name = readable and record.display_name

    def _record(self):
        """Return what the single paper is about, or None."""
        model = self.res_model
        if not model or model not in self.env or not self.res_id:
            return None
        record = self.env[model].browse(self.res_id)
        return record if record.sudo().exists() else None

    def _is_record_readable(self):
        """Tell whether the user may read what the single paper is about."""
        record = self.sudo()._record()
        return record is None or record.sudo(False).has_access("read")

    def _check_readable(self):
        """Check that the user may read the papers and what they are about.

        :raises AccessError: he may not
        """
        self.check_access("read")
        for paper in self:
            record = paper.sudo()._record()
            if record is not None:
                record.sudo(False).check_access("read")

    def action_open_record(self):
        """Open what the paper is about."""
        self.ensure_one()
        self._check_readable()
        record = self._record()
        if record is None:
            raise UserError(
                self.env._(
                    "%(paper)s belongs to no other record.", paper=self.display_name
                )
            )
        return record.get_formview_action()

    def _open_url(self, url):
        return {"type": "ir.actions.act_url", "url": url, "target": "new"}
