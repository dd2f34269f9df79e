from odoo import api, models

from odoo.addons.civil_base.tools.money import parse_amount
from odoo.addons.civil_base.tools.tabular import Column
from odoo.addons.civil_base.tools.text import clean, clean_code, parse_date

from .civil_subsidy_class import label_key

COLUMNS = (
    Column("program", ("programme", "program", "补贴项目", "项目")),
    Column("category", ("category", "补贴类别", "类别")),
    Column("amount", ("amount", "标准", "补贴标准", "金额")),
    Column("date_from", ("date_from", "开始日期", "起始日期", "执行日期")),
    Column("date_to", ("date_to", "结束日期", "截止日期"), required=False),
    Column("note", ("note", "备注", "文件依据"), required=False),
)


class CivilSubsidyImportStandard(models.AbstractModel):
    """Import of the dated standards of the programs."""

    _name = "civil.subsidy.import.standard"
    _description = "Standards Import"
    _inherit = ["civil.import.handler"]

    @api.model
    def _columns(self):
        return COLUMNS

    def _prepare(self, job):
        """Programs by code, name in every language, and roster term."""
        programs = {}
        for program in self.env["civil.subsidy.program"].search([]):
            names = {program.code, program.name}
            for lang, _label in self.env["res.lang"].get_installed():
                names.add(program.with_context(lang=lang).name)
            for term, claimed in program._programs_by_term().items():
                if claimed == program:
                    names.add(term)
            programs.update({clean_code(name): program for name in names})
        return {
            "programs": {
                name: (program.name, program.class_ids._by_label())
                for name, program in programs.items()
            }
        }

    def _parse_row(self, job, sheet, row, ctx):
        cells = row.cells
        problems = []

        def refuse(sentence):
            problems.append(("error", sentence))

        program, classes = ctx["programs"].get(
            clean_code(cells.get("program")), (None, {})
        )
        label = clean(cells.get("category"))
        class_id = classes.get(clean_code(label)) or classes.get(label_key(label))
        if not program:
            refuse(
                self.env._(
                    "Program '%(name)s' is unknown; create it first or correct its "
                    "name.",
                    name=clean(cells.get("program")),
                )
            )
        elif not class_id:
            refuse(
                self.env._(
                    "Program %(program)s has no class '%(label)s'; create the class "
                    "first or correct its name.",
                    program=program,
                    label=label,
                )
            )
        amount = parse_amount(cells.get("amount"))
        if amount is None or amount <= 0 or amount != round(amount, 2):
            refuse(
                self.env._(
                    "Amount '%(amount)s' isn't an amount in yuan above zero with at "
                    "most two decimals.",
                    amount=clean(cells.get("amount")),
                )
            )
        date_from = parse_date(cells.get("date_from"))
        date_to = parse_date(cells.get("date_to"))
        if not date_from or (clean(cells.get("date_to")) and not date_to):
            refuse(self.env._("The dates can't be read; write them as 2024-01-01."))
        elif date_to and date_to < date_from:
            refuse(self.env._("The standard ends before it begins."))
        data = {
            "class_id": class_id,
            "amount": str(amount),
            "date_from": date_from and date_from.isoformat(),
            "date_to": date_to and date_to.isoformat(),
            "note": clean(cells.get("note")),
        }
        return data, problems

    def _take(self, job):
        """Add the standards that aren't there yet; end those that the file ends."""
        known = created = self.env["civil.subsidy.standard"]
        # Cells are read by whoever may import, not only by who may see them.
        for line in job.sudo().line_ids.filtered(lambda line: line.status != "error"):
            data = line.data
            same = known.search(
                [
                    ("class_id", "=", data["class_id"]),
                    ("date_from", "=", data["date_from"]),
                    ("amount", "=", float(data["amount"])),
                    ("id", "not in", created.ids),
                ],
                limit=1,
            )
            if same:
                same.date_to = data["date_to"]
                continue
            created |= known.create(
                {
                    "class_id": data["class_id"],
                    "amount": float(data["amount"]),
                    "date_from": data["date_from"],
                    "date_to": data["date_to"],
                    "legal_basis": data["note"],
                }
            )
