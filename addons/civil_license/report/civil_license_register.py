from odoo import models

from ..tools.words import chinese_date, without_identity_numbers


class CivilLicenseRegister(models.AbstractModel):
    """The public register of licenses as a workbook (证照公示名册).

    It shows the fields that the kind names as public, the state, and nothing else;
    an identity number that somebody wrote into a text leaves masked.
    Source: 政府信息公开条例 art. 15, 个人信息保护法 art. 6.
    """

    _name = "report.civil_license.register_xlsx"
    _description = "Public Register of Licenses"
    _inherit = "report.report_xlsx.abstract"

    def generate_xlsx_report(self, workbook, data, kinds):
        """Write a sheet for each kind."""
        bold = workbook.add_format({"bold": True, "border": 1, "bg_color": "#EDEDED"})
        cell = workbook.add_format({"border": 1, "text_wrap": True, "valign": "top"})
        title = workbook.add_format({"bold": True, "font_size": 16})
        for kind in kinds:
            sheet = workbook.add_worksheet(self._sheet_name(kind))
            columns = self._columns(kind)
            sheet.write_string(
                0, 0, self.env._("Register of %(kind)s", kind=kind.name), title
            )
            for position, (label, width, _key) in enumerate(columns):
                sheet.set_column(position, position, width)
                sheet.write_string(2, position, label, bold)
            for number, row in enumerate(self._rows(kind), 1):
                sheet.write_number(number + 2, 0, number, cell)
                for position, (_label, _width, key) in enumerate(columns[1:], 1):
                    text = without_identity_numbers(row.get(key))
                    sheet.write_string(number + 2, position, text, cell)
            sheet.freeze_panes(3, 0)

    def _sheet_name(self, kind):
        """Return a name that a workbook takes."""
        name = "".join("-" if sign in r"[]:*?/\'" else sign for sign in kind.name)
        return name[:31]

    def _columns(self, kind):
        """Return label, width and key of each column."""
        named = kind.field_ids.filtered("is_public")
        return [
            (self.env._("No."), 6, None),
            *((field.name, 24, f"field {field._key()}") for field in named),
            (self.env._("Valid Until"), 16, "until"),
            (self.env._("State"), 12, "state"),
        ]

    def _rows(self, kind):
        """Return what may be shown of the kind's licenses that the user sees."""
        licenses = self.env["civil.license"].search(
            [("kind_id", "=", kind.id)], order="number"
        )
        return [
            {
                **{f"field {row['key']}": row["value"] for row in one._public_rows()},
                "until": chinese_date(one.valid_until),
                "state": one._state_label(),
            }
            for one in licenses
        ]
