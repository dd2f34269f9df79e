# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import re

from odoo import api, models
from odoo.tools import SQL

from odoo.addons.civil_base.tools.tabular import Column
from odoo.addons.civil_base.tools.text import clean, clean_code

COLUMNS = (
    Column("cnaps", ("联行号", "行号", "支付行号", "银行行号", "大额行号", "cnaps")),
    Column("name", ("行名", "开户行", "银行名称", "网点名称", "name")),
    Column("terms", ("别名", "简称", "terms"), required=False),
)


class CivilBankImportBranch(models.AbstractModel):
    """Import of bank branches with their CNAPS numbers (联行号)."""

    _name = "civil.bank.import.branch"
    _description = "Bank Branches Import"
    _inherit = ["civil.import.handler"]

    @api.model
    def _columns(self):
        return COLUMNS

    @api.model
    def _parse_row(self, job, sheet, row, ctx):
        number = clean_code(row.cells["cnaps"])
        name = clean(row.cells["name"])
        terms = re.split("[、;；,，/\n]+", clean(row.cells.get("terms")))
        faults = []
        if not re.fullmatch("[0-9]{12}", number):
            faults.append(
                (
                    "error",
                    self.env._(
                        "“%(number)s” isn't a CNAPS number: it has twelve digits.",
                        number=number,
                    ),
                )
            )
        if not name:
            faults.append(("error", self.env._("The branch has no name.")))
        terms = "\n".join(term.strip() for term in terms if term.strip())
        return {"cnaps": number, "name": name, "terms": terms}, faults

    @api.model
    def _finish_check(self, job, ctx):
        job._add_faults(
            "error",
            SQL(
                """
                SELECT unnest((array_agg(id ORDER BY id))[2:]) AS id, %s AS message
                FROM civil_import_line
                WHERE import_id = %s AND status <> 'error'
                GROUP BY data->>'cnaps' HAVING count(*) > 1
                """,
                self.env._("The number stands in an earlier row of the file already."),
                job.id,
            ),
        )

    @api.model
    def _take(self, job):
        """Add new branches; a known number gets the name and terms of the file."""
        self.env["civil.bank.branch"].check_access("create")
        self.env.flush_all()
        self.env.execute_query(
            SQL(
                """
                INSERT INTO civil_bank_branch
                    (cnaps, name, terms, active, create_uid, create_date,
                     write_uid, write_date)
                SELECT data->>'cnaps', data->>'name', nullif(data->>'terms', ''), true,
                    %(uid)s, now() AT TIME ZONE 'UTC',
                    %(uid)s, now() AT TIME ZONE 'UTC'
                FROM civil_import_line
                WHERE import_id = %(job)s AND status <> 'error'
                ON CONFLICT (cnaps) DO UPDATE SET
                    name = EXCLUDED.name, active = true,
                    terms = coalesce(EXCLUDED.terms, civil_bank_branch.terms),
                    write_uid = EXCLUDED.write_uid, write_date = EXCLUDED.write_date
                RETURNING id
                """,
                uid=self.env.uid,
                job=job.id,
            )
        )
        self.env["civil.bank.branch"].invalidate_model()
