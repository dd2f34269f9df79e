from odoo import api, models
from odoo.exceptions import UserError

#: What makes a paper another one.
_CONTENT = {"raw", "datas", "db_datas", "store_fname", "url", "res_model", "res_id"}


class IrAttachment(models.Model):
    """Papers on which money was decided stay as they were."""

    _inherit = "ir.attachment"

    def write(self, vals):
        """Refuse another content of a paper on which money was decided."""
        if vals.keys() & _CONTENT:
            self._refuse_fund_papers()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_fund_papers(self):
        self._refuse_fund_papers()

    def _refuse_fund_papers(self):
        for model in ("civil.fund.allocation", "civil.fund.adjustment"):
            ids = self.filtered(lambda paper, m=model: paper.res_model == m)
            records = self.env[model].sudo().browse(ids.mapped("res_id")).exists()
            decided = records.filtered(lambda r: r.state in ("issued", "approved"))
            if decided:
                raise UserError(
                    self.env._(
                        "%(record)s is %(state)s; its papers stay as they are.",
                        record=decided[0].display_name,
                        state=decided[0]._state_label(),
                    )
                )
