# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import re
from decimal import Decimal

from odoo import api, models
from odoo.tools import SQL

from odoo.addons.civil_base.tools.money import parse_amount
from odoo.addons.civil_base.tools.tabular import Column
from odoo.addons.civil_base.tools.text import clean, clean_code, parse_date

COLUMNS = (
    Column("date", ("交易日期", "记账日期", "入账日期", "日期")),
    Column(
        "debit",
        ("借方金额", "借方发生额", "支出金额", "支出", "借方"),
        required=False,
    ),
    Column(
        "credit",
        ("贷方金额", "贷方发生额", "收入金额", "收入", "贷方"),
        required=False,
    ),
    Column("amount", ("发生额", "交易金额", "金额"), required=False),
    Column("side", ("借贷标志", "借贷方向", "借/贷", "收支方向"), required=False),
    Column("balance", ("余额", "账户余额", "当前余额"), required=False),
    Column("summary", ("摘要", "用途", "附言", "交易摘要")),
    Column("serial", ("流水号", "交易流水号", "凭证号", "交易序号"), required=False),
    Column("account", ("账号", "本方账号", "付款账号"), required=False),
    Column("counterparty", ("对方户名", "对方名称"), required=False),
)
_DEBIT = ("借", "支出", "付", "D")
_ACCOUNT = re.compile(r"账号[::]?\s*([0-9][0-9 ]{8,35}[0-9])")


class CivilBankImportStatement(models.AbstractModel):
    """Import of a paying account's statement (银行对账单).

    A booking that is there already, by serial, date and sum, is skipped. Where the
    statement has a running balance, a sheet that doesn't add up is refused whole: a
    booking would be missing.
    """

    _name = "civil.bank.import.statement"
    _description = "Bank Statement Import"
    _inherit = ["civil.import.handler"]

    @api.model
    def _columns(self):
        return COLUMNS

    @api.model
    def _label(self, data):
        return data.get("summary")

    @api.model
    def _prepare(self, job):
        """The agent banks by paying account, and the bank of each sheet."""
        agents = self.env["civil.bank.agent"].search([])
        return {
            "agents": agents,
            "by_account": {
                clean_code(agent.payer_account): agent
                for agent in agents
                if agent.payer_account
            },
            "sheets": {},
        }

    @api.model
    def _check_sheet(self, job, sheet, table, ctx):
        """Refuse a sheet of an unknown account, or one that doesn't add up."""
        if not {"debit", "credit"} <= table.columns.keys() and not (
            {"amount", "side"} <= table.columns.keys()
        ):
            return self.env._(
                "The statement needs the columns 借方金额 and 贷方金额, or 发生额 and "
                "借贷标志."
            )
        agent = self._agent_of(table, ctx)
        if not agent:
            return self.env._(
                "Whose statement this is isn't known: enter the account as the paying "
                "account of the agent bank, and write 账号：… above the table."
            )
        ctx["sheets"][sheet.name] = agent
        return self._check_balance(table)

    def _agent_of(self, table, ctx):
        """Return the agent bank whose paying account the sheet is of."""
        named = {clean_code(row.cells.get("account")) for row in table.rows}
        above = " ".join(clean(cell) for row in table.above for cell in row if cell)
        named |= {found.replace(" ", "") for found in _ACCOUNT.findall(above)}
        named.discard("")
        if named:
            found = [ctx["by_account"].get(account) for account in named]
            return found[0] if len(found) == 1 else None
        return ctx["agents"] if len(ctx["agents"]) == 1 else None

    def _check_balance(self, table):
        """Return (row, sentence) where the running balance breaks, or None."""
        steps = []
        for row in table.rows:
            sums, balance = (
                self._sums(row.cells),
                parse_amount(row.cells.get("balance")),
            )
            if sums is None or balance is None:
                return None
            steps.append((row.number, sums[1] - sums[0], balance))
        breaks = [self._break(steps, newest_first) for newest_first in (False, True)]
        if not all(breaks):
            return None
        return (
            # The direction in which the sheet holds longer is the one it is written in.
            max(breaks),
            self.env._(
                "The balance doesn't follow from the row before: a booking is missing "
                "or changed. Download the statement from the bank again."
            ),
        )

    def _break(self, steps, newest_first):
        """Return the row at which the balance breaks in a direction, or False."""
        pairs = zip(steps, steps[1:], strict=False)
        for (row, change, balance), (next_row, next_change, next_balance) in pairs:
            if newest_first and balance - change != next_balance:
                return row
            if not newest_first and balance + next_change != next_balance:
                return next_row
        return False

    def _sums(self, cells):
        """Return (debit, credit) of a row; a negative sum counts on the other side."""
        if cells.get("side") is not None:
            amount = parse_amount(cells.get("amount"))
            is_debit = clean(cells["side"]).startswith(_DEBIT)
            debit, credit = (amount, None) if is_debit else (None, amount)
            if amount is None:
                return None
        else:
            texts = (cells.get("debit"), cells.get("credit"))
            values = [
                parse_amount(text) if clean(text) else Decimal() for text in texts
            ]
            if None in values:
                return None
            debit, credit = values
        debit, credit = debit or Decimal(), credit or Decimal()
        return (
            max(debit, 0) + max(-credit, 0) or Decimal(),
            max(credit, 0) + max(-debit, 0) or Decimal(),
        )

    @api.model
    def _parse_row(self, job, sheet, row, ctx):
        cells, faults = row.cells, []
        date, sums = parse_date(cells["date"]), self._sums(cells)
        if not date:
            faults.append(("error", self.env._("The date can't be read.")))
        if not sums or bool(sums[0]) == bool(sums[1]):
            faults.append(
                (
                    "error",
                    self.env._("The row needs either a debit or a credit, in yuan."),
                )
            )
        elif any(amount != round(amount, 2) for amount in sums):
            faults.append(("error", self.env._("The amount has parts of a fen.")))
        balance = parse_amount(cells.get("balance"))
        debit, credit = sums or (Decimal(), Decimal())
        return {
            "agent_id": ctx["sheets"][sheet.name].id,
            "date": date and date.isoformat(),
            "debit": str(debit),
            "credit": str(credit),
            "balance": None if balance is None else str(balance),
            "summary": clean(cells["summary"]),
            "serial": clean_code(cells.get("serial")),
            "counterparty": clean(cells.get("counterparty")),
        }, faults

    @api.model
    def _finish_check(self, job, ctx):
        job._add_faults(
            "warning",
            SQL(
                """
                SELECT i.id, %s AS message FROM civil_import_line i
                JOIN civil_bank_statement_line l
                    ON l.agent_id = (i.data->>'agent_id')::integer
                    AND l.serial = i.data->>'serial'
                    AND l.date = (i.data->>'date')::date
                    AND l.debit = (i.data->>'debit')::numeric
                    AND l.credit = (i.data->>'credit')::numeric
                WHERE i.import_id = %s AND i.status <> 'error'
                """,
                self.env._("This booking is there already; it is skipped."),
                job.id,
            ),
        )

    @api.model
    def _take(self, job):
        """Keep the bookings that aren't there yet, and look for their batches."""
        self.env.flush_all()
        statements = self.env["civil.bank.statement"]
        agents = self.env.execute_query(
            SQL(
                "SELECT DISTINCT (data->>'agent_id')::integer FROM civil_import_line"
                " WHERE import_id = %s AND status <> 'error'",
                job.id,
            )
        )
        for (agent_id,) in agents:
            agent = self.env["civil.bank.agent"].browse(agent_id)
            agent.check_access("read")
            # Statements are kept by the import only, for whoever may import them.
            statement = statements.sudo().create(
                {
                    "name": job.filename,
                    "agent_id": agent.id,
                    "account": agent.payer_account,
                    "division_id": agent.division_id.id,
                    "import_id": job.id,
                }
            )
            self.env.flush_all()
            if not self.env.execute_query(self._line_query(job, statement)):
                statement.unlink()
                continue
            self._set_period(statement)
            self.env["civil.bank.statement.match"]._run(agent)

    def _set_period(self, statement):
        """Note from when to when the statement reaches."""
        first, last = self.env.execute_query(
            SQL(
                "SELECT min(date), max(date) FROM civil_bank_statement_line"
                " WHERE statement_id = %s",
                statement.id,
            )
        )[0]
        statement.write({"date_from": first, "date_to": last})
        statement.invalidate_recordset()

    def _line_query(self, job, statement):
        """Return the INSERT of a statement's new bookings."""
        return SQL(
            """
            INSERT INTO civil_bank_statement_line (
                statement_id, agent_id, division_id, town_id, currency_id, state,
                date, debit, credit, balance, summary, serial, counterparty,
                create_uid, create_date, write_uid, write_date)
            SELECT %(statement)s, %(agent)s, %(division)s, %(town)s, %(currency)s,
                'open', (data->>'date')::date, (data->>'debit')::numeric,
                (data->>'credit')::numeric, (data->>'balance')::numeric,
                data->>'summary', nullif(data->>'serial', ''),
                nullif(data->>'counterparty', ''),
                %(uid)s, now() AT TIME ZONE 'UTC', %(uid)s, now() AT TIME ZONE 'UTC'
            FROM civil_import_line
            WHERE import_id = %(job)s AND status <> 'error'
                AND (data->>'agent_id')::integer = %(agent)s
            ORDER BY id
            ON CONFLICT DO NOTHING RETURNING id
            """,
            statement=statement.id,
            agent=statement.agent_id.id,
            division=statement.division_id.id,
            town=statement.town_id.id or None,
            currency=statement.currency_id.id,
            uid=self.env.uid,
            job=job.id,
        )
