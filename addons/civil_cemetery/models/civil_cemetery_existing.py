from dateutil.relativedelta import relativedelta

from odoo import api, fields, models


class CivilCemeteryExisting(models.AbstractModel):
    """Takes over what a register holds of agreements made before (既有墓位登记)."""

    _name = "civil.cemetery.existing"
    _description = "Agreements Made Before"

    @api.model
    def _record_existing(self, vals_list):
        """Return agreements that the register holds, in force or overdue.

        Nothing is asked for: no ground, no order, no papers; what is wrong with them is
        for findings. Fees count as paid.

        :param vals_list: values of agreements; beside them ``certificate_number``,
            ``start`` (date or False: without a term) and ``interments``, a list of
            values of interments
        """
        extra = ("certificate_number", "start", "interments")
        plain = [
            {
                "ground": "record",
                "price": 0,
                **{name: v for name, v in vals.items() if name not in extra},
            }
            for vals in vals_list
        ]
        agreements = self.create(plain)
        self.env["civil.cemetery.term"].sudo().create(
            [
                {
                    "agreement_id": agreement.id,
                    "date_from": vals["start"],
                    "date_to": vals["start"] + relativedelta(years=agreement.years),
                    "years": agreement.years,
                }
                for agreement, vals in zip(agreements, vals_list, strict=True)
                if vals.get("start")
            ]
        )
        today = fields.Date.context_today(self)
        for agreement, vals in zip(agreements, vals_list, strict=True):
            agreement._take_over(vals, today)
        return agreements

    def _take_over(self, vals, today):
        """Bring the single agreement and its plot into the state they are in."""
        over = self.date_to and self.date_to < today
        self._write_guarded(
            {
                "certificate_number": vals.get("certificate_number") or False,
                "signed_on": vals.get("start") or False,
            }
        )
        self._write_guarded({"state": "overdue" if over else "active"})
        interments = self.env["civil.cemetery.interment"].create(
            [
                {"agreement_id": self.id, **values}
                for values in vals.get("interments", ())
            ]
        )
        interments._write_guarded({"state": "active"})
        state = "occupied" if interments else "in_agreement"
        self._plots()._write_guarded({"state": "overdue" if over else state})
