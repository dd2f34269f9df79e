from odoo import models

#: What has to equal the sum of what, by field of the sum; minus where said.
SUMS = {
    "income": (
        "income_donation",
        "income_dues",
        "income_service",
        "income_grant",
        "income_investment",
        "income_other",
    ),
    "expense": (
        "expense_activity",
        "expense_admin",
        "expense_fundraising",
        "expense_other",
    ),
}
#: A part that can't be more than its whole.
PARTS = (
    ("civil_servant_approved_count", "civil_servant_count"),
    ("civil_servant_count", "officer_count"),
    ("full_time_count", "staff_count"),
    ("insured_count", "staff_count"),
    ("fee_published_count", "fee_item_count"),
    ("commendation_approved_count", "commendation_count"),
)


class CivilSocialReport(models.Model):
    """What stands against handing a report in, field by field (填报校验)."""

    _inherit = "civil.social.report"

    def _problems(self):
        """Return ``{field: [sentence]}`` of what stands against submitting.

        Papers that are missing stand under ``file_ids``.
        """
        self.ensure_one()
        found = {}

        def add(name, sentence):
            found.setdefault(name, []).append(sentence)

        items = self._items()
        asked = set(items.mapped("field_name"))
        for item in items.filtered("is_required"):
            if self._is_missing(item.field_name):
                add(
                    item.field_name,
                    self.env._("%(field)s is missing.", field=item.name),
                )
        for name in asked:
            field = self._fields[name]
            if field.type == "integer" and self[name] < 0:
                add(
                    name,
                    self.env._("%(field)s is below zero.", field=_label(self, name)),
                )
        for part, whole in PARTS:
            if {part, whole} <= asked and self[part] > self[whole]:
                add(
                    part,
                    self.env._(
                        "%(part)s (%(count)s) can't be more than %(whole)s (%(all)s).",
                        part=_label(self, part),
                        count=self[part],
                        whole=_label(self, whole),
                        all=self[whole],
                    ),
                )
        for name, sentence in self._figures_wrong(asked):
            add(name, sentence)
        there = self.file_ids.kind_id
        for paper in self._papers().filtered("is_required") - there:
            add("file_ids", self.env._("%(paper)s is missing.", paper=paper.name))
        return found

    def _is_missing(self, name):
        """Tell whether the single report doesn't answer an item; zero is an answer."""
        if self._fields[name].type in ("integer", "monetary"):
            return False
        return not self[name]

    def _figures_wrong(self, asked):
        """Yield field and sentence of figures that contradict each other."""
        money = self.currency_id
        if {"assets", "liabilities", "net_assets"} <= asked and money.compare_amounts(
            self.assets - self.liabilities, self.net_assets
        ):
            yield (
                "net_assets",
                self.env._(
                    "Assets less liabilities are %(right)s, not %(given)s.",
                    right=f"{self.assets - self.liabilities:.2f}",
                    given=f"{self.net_assets:.2f}",
                ),
            )
        for name, parts in SUMS.items():
            if name not in asked:
                continue
            # Rounded once at the end: the parts are amounts with two decimals.
            total = money.round(sum(self[part] for part in parts))
            if money.compare_amounts(total, self[name]):
                yield (
                    name,
                    self.env._(
                        "%(field)s: the parts come to %(right)s, not %(given)s.",
                        field=_label(self, name),
                        right=f"{total:.2f}",
                        given=f"{self[name]:.2f}",
                    ),
                )


def _label(record, name):
    return record._fields[name]._description_string(record.env)
