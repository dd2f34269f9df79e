from odoo import api, models


class CivilFormFault(models.AbstractModel):
    """Says in a sentence what is wrong with a workbook, a formula or a domain."""

    _name = "civil.form.fault"
    _description = "Faults of Forms"

    @api.model
    def _sentence(self, fault):
        """Return the sentence for a Fault of this addon's tools."""
        makers = (self._book_sentence, self._cell_sentence, self._formula_sentence)
        return next(filter(None, (maker(fault) for maker in makers)), fault.key)

    def _book_sentence(self, fault):
        return {
            "xls": self.env._(
                "This is a workbook in the old format .xls. Open it, save it as .xlsx "
                "and upload that."
            ),
            "encrypted": self.env._(
                "The workbook is protected by a password for opening. Remove the "
                "password and upload it again."
            ),
            "macros": self.env._(
                "The workbook contains macros. Save it as .xlsx without macros and "
                "upload that."
            ),
            "drawings": self.env._(
                "The workbook contains charts or drawn shapes, which would be lost "
                "when it is filled. Take them out and upload it again."
            ),
            "damaged": self.env._(
                "This is no workbook, or it is damaged. Open it, save it again as "
                ".xlsx and upload that."
            ),
        }.get(fault.key)

    def _cell_sentence(self, fault):
        params = {"sheet": "", "address": "", "known": "", "last": "", "column": ""}
        params |= {key: fault.params[key] for key in params.keys() & fault.params}
        return {
            "sheet": self.env._(
                "The workbook has no sheet “%(sheet)s”. Its sheets are: %(known)s.",
                sheet=params["sheet"],
                known=params["known"],
            ),
            "address": self.env._(
                "“%(address)s” is no address of a cell. Write it like B5.",
                address=params["address"],
            ),
            "outside": self.env._(
                "%(address)s lies outside the form on the sheet “%(sheet)s”, which "
                "covers %(last)s.",
                **{key: params[key] for key in ("address", "sheet", "last")},
            ),
            "formula": self.env._(
                "%(address)s on the sheet “%(sheet)s” holds a formula of the form, "
                "which must stay. Choose another cell.",
                **{key: params[key] for key in ("address", "sheet")},
            ),
            "locked": self.env._(
                "%(address)s on the sheet “%(sheet)s” is locked by whoever made the "
                "form. Choose a cell that may be filled.",
                **{key: params[key] for key in ("address", "sheet")},
            ),
            "column": self.env._(
                "“%(column)s” is no column. Write it like A.", column=params["column"]
            ),
            "text": self.env._(
                "%(address)s on the sheet “%(sheet)s” holds words, not a number.",
                **{key: params[key] for key in ("address", "sheet")},
            ),
            "cycle": self.env._(
                "The formula in %(address)s on the sheet “%(sheet)s” leads back to "
                "itself.",
                **{key: params[key] for key in ("address", "sheet")},
            ),
            "formula_unread": self.env._(
                "The formula in %(address)s on the sheet “%(sheet)s” uses functions "
                "that only a spreadsheet can compute.",
                **{key: params[key] for key in ("address", "sheet")},
            ),
        }.get(fault.key)

    def _formula_sentence(self, fault):
        name = fault.params.get("name", "")
        return {
            "empty": self.env._("The formula is empty."),
            "end": self.env._(
                "The formula ends too early: something is missing, or a parenthesis "
                "isn't closed."
            ),
            "sign": self.env._(
                "The formula can't be read from “%(rest)s” on.",
                rest=fault.params.get("rest", ""),
            ),
            "depth": self.env._("The formula has too many parentheses in each other."),
            "division": self.env._("The formula divides by zero."),
            "range": self.env._(
                "%(name)s stands for many cells: add them up with SUM.", name=name
            ),
            "comparison": self.env._(
                "A relation needs exactly one sign of comparison: =, ≠, ≥, ≤, > or <."
            ),
            "syntax": self.env._(
                "The condition is no list of conditions. Write it like "
                "[('state', '=', 'active')]."
            ),
            "name": self.env._(
                "The condition doesn't know “%(name)s”. It knows: %(known)s.",
                name=name,
                known=fault.params.get("known", ""),
            ),
            "forbidden": self.env._(
                "“%(part)s” may not stand in a condition: only values and the names of "
                "days are read.",
                part=fault.params.get("part", ""),
            ),
        }.get(fault.key)
