from odoo import api, models


class CivilFundPapers(models.AbstractModel):
    """A record with attached papers that everybody reads who may read the record.

    A file chosen while the record is new belongs to nobody but who chose it.
    """

    _name = "civil.fund.papers"
    _description = "Record With Papers"

    #: The Many2many fields that hold the papers.
    _paper_fields = ()

    @api.model_create_multi
    def create(self, vals_list):
        """Let the papers belong to the record."""
        records = super().create(vals_list)
        records._bind_papers()
        return records

    def write(self, vals):
        """Let the papers belong to the record."""
        result = super().write(vals)
        if vals.keys() & set(self._paper_fields):
            self._bind_papers()
        return result

    def _bind_papers(self):
        for record in self:
            for name in self._paper_fields:
                loose = record[name].filtered(lambda paper: not paper.res_id)
                loose.write({"res_model": record._name, "res_id": record.id})
