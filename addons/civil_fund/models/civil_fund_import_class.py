from odoo import api, models
from odoo.tools import SQL

from odoo.addons.civil_base.tools.tabular import Column
from odoo.addons.civil_base.tools.text import clean, clean_code, clean_official

#: The words in which files give the book.
_BOOKS = {
    "功能分类": "function",
    "支出功能分类": "function",
    "部门经济分类": "department",
    "部门预算支出经济分类": "department",
    "政府经济分类": "government",
    "政府预算支出经济分类": "government",
}
_LENGTHS = {"function": (3, 5, 7), "department": (3, 5), "government": (3, 5)}


class CivilFundImportClass(models.AbstractModel):
    """Reads the classes of a year's book (政府收支分类科目).

    A class that is known in that year gets the new name; one that isn't is added.
    """

    _name = "civil.fund.import.class"
    _inherit = ["civil.import.handler"]
    _description = "Import of Expenditure Classes"

    @api.model
    def _columns(self):
        return (
            Column("book", ("book", "科目种类", "分类")),
            Column("code", ("code", "科目编码", "编码")),
            Column("name", ("name", "科目名称", "名称")),
            Column("year", ("year", "起始年度", "年度")),
        )

    @api.model
    def _parse_row(self, job, sheet, row, ctx):
        cells = row.cells
        book = _BOOKS.get(clean(cells["book"]))
        year = clean_code(cells["year"])
        data = {
            "book": book,
            "code": clean_code(cells["code"]),
            "name": clean_official(cells["name"]),
            "year": int(year) if year.isdecimal() and len(year) == 4 else None,
        }
        faults = []
        if not book:
            faults.append(
                self.env._(
                    "The book “%(book)s” is unknown: 功能分类, 部门经济分类 or "
                    "政府经济分类 is needed.",
                    book=clean(cells["book"]),
                )
            )
        elif not (data["code"].isdecimal() and len(data["code"]) in _LENGTHS[book]):
            faults.append(
                self.env._(
                    "The code “%(code)s” must have %(lengths)s digits.",
                    code=data["code"],
                    lengths=", ".join(map(str, _LENGTHS[book])),
                )
            )
        if not data["name"]:
            faults.append(self.env._("The name is missing."))
        if not data["year"]:
            faults.append(self.env._("The year needs four digits."))
        return data, [("error", sentence) for sentence in faults]

    @api.model
    def _take(self, job):
        """Add the classes that are new, from the top down; rename those known."""
        lines = self.env.execute_query(
            SQL(
                "SELECT data FROM civil_import_line"
                " WHERE import_id = %s AND status <> 'error' ORDER BY id",
                job.id,
            )
        )
        for row in sorted((row for (row,) in lines), key=lambda row: len(row["code"])):
            known = self._known(row["book"], row["code"], row["year"])
            if known:
                known.name = row["name"]
                continue
            parent = self._known(row["book"], row["code"][:-2], row["year"])
            vals = {
                "code": row["code"],
                "name": row["name"],
                "year_from": row["year"],
                "parent_id": parent.id,
            }
            if row["book"] != "function":
                vals["kind"] = row["book"]
            known.create(vals)

    @api.model
    def _known(self, book, code, year):
        """The class with a code that stands in the book of a year."""
        name = "civil.fund.function" if book == "function" else "civil.fund.economic"
        domain = [("code", "=", code), ("year_from", "<=", year)]
        if book != "function":
            domain.append(("kind", "=", book))
        found = self.env[name].search(domain)
        return found.filtered(lambda item: not item.year_to or item.year_to >= year)
