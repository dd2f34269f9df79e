from decimal import Decimal

from odoo import fields, models

from odoo.addons.civil_base.tools.money import to_chinese_capitals


class CivilSubsidyBatchPaper(models.AbstractModel):
    """How a batch's figures, dates and names are written on paper."""

    _name = "civil.subsidy.batch.paper"
    _description = "Subsidy Batch on Paper"

    def _month_in_words(self):
        """The month as 2024年3月."""
        self.ensure_one()
        return self.env._(
            "%(year)s-%(month)s", year=self.period.year, month=self.period.month
        )

    def _day_in_words(self, moment):
        """The local day of a moment as 2024年3月10日."""
        if not moment:
            return ""
        day = fields.Datetime.context_timestamp(self, moment)
        return self.env._(
            "%(year)s-%(month)s-%(day)s", year=day.year, month=day.month, day=day.day
        )

    def _notice_in_words(self):
        """From when to when the list is up, once it is."""
        self.ensure_one()
        if not self.published_date or not self.publicity_end:
            return ""
        return self.env._(
            "On notice until %(date)s.",
            date=self.env._(
                "%(year)s-%(month)s-%(day)s",
                year=self.publicity_end.year,
                month=self.publicity_end.month,
                day=self.publicity_end.day,
            ),
        )

    def _grouped(self, amount):
        """An exact amount with its thousands apart: 12,345.00."""
        return f"{Decimal(amount):,.2f}"

    def _capitals(self, amount):
        """An amount in Chinese capitals (大写)."""
        return to_chinese_capitals(Decimal(amount))

    def _signatures(self):
        """Who made, reviewed and approved the batch, and when."""
        self.ensure_one()
        return [
            {
                "role": role,
                "name": user.name or "",
                "date": self._day_in_words(moment),
            }
            for role, user, moment in (
                (self.env._("Made by"), self.submitted_uid, self.submitted_date),
                (self.env._("Reviewed by"), self.reviewed_uid, self.reviewed_date),
                (self.env._("Approved by"), self.approved_uid, self.approved_date),
            )
        ]
