from odoo import fields, models


class CivilFuneralMark(models.Model):
    """A mark that was confirmed is handed to enforcement (移送线索)."""

    _inherit = "civil.funeral.mark"
    _guarded = ("clock_id", "noted_uid", "noted_at", "result", "clue_id")

    clue_id = fields.Many2one(
        "civil.enforcement.clue",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    def _handle(self, target, reason):
        """Make a clue of what is confirmed, once a mark."""
        result = super()._handle(target, reason)
        if reason and target == "confirmed":
            for mark in self.filtered(lambda mark: not mark.clue_id):
                mark._make_clue()
        return result

    def _make_clue(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        # Who handles funerals need not handle enforcement; that he may confirm the
        # mark was checked by the step.
        clue = (
            self.env["civil.enforcement.clue"]
            .sudo()
            .create(
                {
                    "source": "patrol",
                    "summary": self.env._(
                        "%(breach)s: funeral case %(number)s",
                        breach=labels[self.kind],
                        number=self.case_id.name,
                    ),
                    "deed_date": fields.Date.context_today(self),
                    "division_id": self.division_id.id,
                    "origin_model": self._name,
                    "origin_id": self.id,
                }
            )
        )
        self._write_guarded({"clue_id": clue.id})
