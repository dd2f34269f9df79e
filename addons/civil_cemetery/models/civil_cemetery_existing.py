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
        for agreement, vals in zip(agreements, vals_list, strict=True):
            agreement._write_guarded(
                {
                    "certificate_number": vals.get("certificate_number") or False,
                    "signed_on": vals.get("start") or False,
                }
            )
        interments = self.env["civil.cemetery.interment"].create(
            [
                {"agreement_id": agreement.id, **values}
                for agreement, vals in zip(agreements, vals_list, strict=True)
                for values in vals.get("interments", ())
            ]
        )
        interments._write_guarded({"state": "active"})
        agreements._take_over()
        return agreements

    def _take_over(self):
        """Bring the agreements and their plots into the state they are in."""
        today = fields.Date.context_today(self)
        over = self.filtered(lambda each: each.date_to and each.date_to < today)
        for agreements, state in ((over, "overdue"), (self - over, "active")):
            if agreements:
                agreements._write_guarded({"state": state})
        plots = (self - over)._plots()
        used = plots.filtered("used_places")
        for records, state in (
            (over._plots(), "overdue"),
            (used, "occupied"),
            (plots - used, "in_agreement"),
        ):
            if records:
                records._write_guarded({"state": state})
