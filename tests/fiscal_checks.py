"""Compares the books of the district with the oracle's, after every step."""

from collections import defaultdict
from decimal import Decimal

from fiscal_district import DistrictCase
from fiscal_oracle import NOT_WITH_PAYEE, ZERO, Books, Line, owed

FINANCIAL, BUDGET = ("1", "2", "3", "4", "5"), ("6", "7", "8")
#: Rows of the statements, by form: what the oracle says of them.
FORMS = ("balance_sheet", "income", "net_assets", "budget", "budget_balances", "fiscal")
_LINES = """
    SELECT p.id, program.code, p.amount::text,
        CASE WHEN p.partner_id IS NULL OR program.pays_on_behalf THEN 'person'
            ELSE partner.subsidy_payee_kind END,
        p.bank_state, p.resend_of_id, p.not_owed_date IS NOT NULL
    FROM civil_subsidy_payment p
    JOIN civil_subsidy_program program ON program.id = p.program_id
    JOIN civil_subsidy_batch b ON b.id = p.batch_id
    LEFT JOIN res_partner partner ON partner.id = p.partner_id
    WHERE p.outcome = 'payable' AND b.approved_date IS NOT NULL
        AND b.state <> 'voided' AND (%(batch)s IS NULL OR p.batch_id = %(batch)s)
    ORDER BY p.id
"""
_SHARES = """
    SELECT share.payment_id, f.source, share.amount::text
    FROM civil_subsidy_payment_fund share
    JOIN civil_subsidy_batch_fund f ON f.id = share.fund_id
"""
_LEDGER = """
    SELECT account.code_store ->> %s, line.analytic_distribution,
        sum(line.balance)::text
    FROM account_move_line line
    JOIN account_account account ON account.id = line.account_id
    WHERE line.company_id = %s AND line.parent_state = 'posted'
    GROUP BY 1, 2
"""
_REGISTER = """
    SELECT payable.account_code, program.code, sum(payable.amount)::text
    FROM (%s) payable
    JOIN civil_subsidy_program program ON program.id = payable.program_id
    GROUP BY 1, 2
"""
#: Vouchers whose two entries aren't linked, numbered and dated as one.
_UNLINKED = """
    SELECT v.name, ledger.name FROM account_parallel_voucher v
    CROSS JOIN LATERAL (VALUES ('financial', v.financial_move_id),
        ('budget', v.budget_move_id)) AS ledger (name, move_id)
    LEFT JOIN account_move move ON move.id = ledger.move_id
    WHERE v.state = 'posted' AND v.company_id = %(company)s AND (
        (move.id IS NULL) = EXISTS (SELECT FROM account_parallel_voucher_line line
            WHERE line.voucher_id = v.id AND line.ledger = ledger.name)
        OR move.state <> 'posted' OR move.date <> v.date
        OR move.id IS NOT NULL AND move.parallel_voucher_id IS DISTINCT FROM v.id
        OR NOT v.closing AND position(v.name IN move.ref) = 0)
    UNION ALL SELECT name, 'no voucher' FROM account_move
    WHERE state = 'posted' AND parallel_voucher_id IS NULL AND company_id = %(company)s
        AND l10n_cn_closing_id IS NULL
"""
#: Months in which the vouchers' numbers have a gap.
_GAPS = """
    SELECT type_id, date_trunc('month', date) FROM account_parallel_voucher
    WHERE number > 0 AND company_id = %s GROUP BY 1, 2
    HAVING max(number) <> count(*) OR count(DISTINCT number) <> count(*)
"""
_INDICATORS = """
    SELECT i.id FROM civil_fund_indicator i
    LEFT JOIN civil_fund_entry e ON e.indicator_id = i.id
    WHERE i.state IN ('in_force', 'closed') GROUP BY i.id
    HAVING i.available <> coalesce(sum(CASE
            WHEN e.kind IN ('issue', 'carry_in') THEN e.amount
            WHEN e.kind IN ('adjust', 'refund', 'release') THEN e.amount
            WHEN e.kind = 'pay' THEN e.consumed - e.amount
            ELSE -e.amount END), 0)
        OR i.reserved <> coalesce(sum(e.amount) FILTER (WHERE e.kind = 'reserve'), 0)
            - coalesce(sum(e.amount) FILTER (WHERE e.kind = 'release'), 0)
            - coalesce(sum(e.consumed), 0)
        OR i.paid <> coalesce(sum(e.amount) FILTER (WHERE e.kind = 'pay'), 0)
        OR i.refunded <> coalesce(sum(e.amount) FILTER (WHERE e.kind = 'refund'), 0)
"""
_SPENT = """
    SELECT coalesce(sum(CASE kind WHEN 'pay' THEN amount ELSE -amount END), 0)::text
    FROM civil_fund_entry WHERE kind IN ('pay', 'refund') AND company_id = %s
"""


class CheckedCase(DistrictCase):
    """A district whose books are compared with the oracle's."""

    def setUp(self):
        super().setUp()
        self.books = Books()
        self.spending = ZERO
        self.known_back = set()
        self.other_claims = defaultdict(lambda: ZERO)
        self.plans = {
            str(program._analytic_account().id): code
            for code, program in self.programs.items()
        }

    # -- what stands in the database -----------------------------------------------

    def rows(self, query, *values, **named):
        """Rows of plain SQL."""
        self.env.cr.execute(query, values or named)
        return self.env.cr.fetchall()

    def payable(self, batch=None):
        """The payable lines of a batch, or of all approved ones."""
        self.env.flush_all()
        shares = defaultdict(lambda: defaultdict(lambda: ZERO))
        for payment_id, source, amount in self.rows(_SHARES):
            shares[payment_id][source] += Decimal(amount)
        lines = [
            Line(
                id_,
                program,
                Decimal(amount).quantize(ZERO),
                payee,
                state,
                again,
                given_up,
                shares[id_]["lottery"],
                tuple(sorted((s or "", a) for s, a in shares[id_].items() if a)),
            )
            for id_, program, amount, payee, state, again, given_up in self.rows(
                _LINES, batch=batch and batch.id
            )
        ]
        for line in lines:
            if line.payee != "budget_unit":
                self.assertEqual(sum(a for _s, a in line.sources), line.amount)
        return lines

    def ledger(self):
        """({account: balance}, {(liability, program): yuan}) of the posted entries."""
        self.env.flush_all()
        company = self.company
        accounts, claims = defaultdict(lambda: ZERO), defaultdict(lambda: ZERO)
        for code, analytic, amount in self.rows(
            _LEDGER, str(company.root_id.id), company.id
        ):
            accounts[code] += Decimal(amount)
            if code.startswith(("2302", "2303", "2307")):
                keys = ",".join(analytic or ()).split(",")
                [program] = [self.plans[key] for key in keys if key in self.plans]
                claims[code[:4], program] -= Decimal(amount)
        return _filled(accounts), _filled(claims)

    def register(self):
        """What the subsidiary register says, and what other events owe."""
        query = self.env["civil.subsidy.payable"]._table_query
        sums = defaultdict(lambda: ZERO)
        for account, program, amount in self.rows(_REGISTER % query.code):
            sums[account, program] += Decimal(amount)
        for key, amount in self.other_claims.items():
            sums[key] += amount
        return _filled(sums)

    # -- after every step ----------------------------------------------------------

    def check(self):
        """Hold everything against the oracle and against itself."""
        accounts, claims = self.ledger()
        self.assertEqual(accounts, self.books.balances())
        self.check_identities(accounts)
        self.assertEqual(claims, self.books.claims())
        self.assertEqual(claims, self.register())
        unpaid = defaultdict(lambda: ZERO, self.other_claims)
        for key, amount in owed(self.payable(), self.with_payee).items():
            unpaid[key] += amount
        self.assertEqual(claims, _filled(unpaid))
        self.assertEqual(self.rows(_UNLINKED, company=self.company.id), [])
        self.assertEqual(self.rows(_GAPS, self.company.id), [])
        self.assertEqual(self.rows(_INDICATORS), [])
        [[spent]] = self.rows(_SPENT, self.company.id)
        self.assertEqual(Decimal(spent), self.spending)

    def check_identities(self, accounts):
        """Identities 1, 2 and 4 of the balances, among the accounts themselves."""

        def of(*prefixes):
            return sum((a for c, a in accounts.items() if c.startswith(prefixes)), ZERO)

        self.assertEqual(of(*FINANCIAL), 0)
        self.assertEqual(of(*BUDGET), 0)
        self.assertEqual(
            of("8001"), -of("6", "7", "81", "82", "83", "84", "85", "86", "87")
        )
        self.assertEqual(of("1201"), of("800103"))
        self.assertEqual(of("1011"), of("800101"))

    def with_payee(self, line):
        """Tell whether a line was booked as paid."""
        return line.id in self.books.paid_on

    # -- statements ----------------------------------------------------------------

    def sheet(self, form, month, yearly=False):
        """``{row: figures}`` of a statement, in yuan."""
        monthly = form in ("balance_sheet", "income") and not yearly
        statement = self.env["l10n_cn.statement"].create(
            {
                "form": form,
                "frequency": "month" if monthly else "year",
                "year": month.year,
                "month": str(month.month),
                "company_id": self.company.id,
            }
        )
        content = statement._make_instance()._l10n_cn_sheet()
        return {
            row["name"]: [self.exact(value or 0) for value in row["values"]]
            for row in content["left"] + content["right"]
        }

    def check_statements(self, month, last):
        """The six statements foot and say what the payments come to."""
        for form in FORMS:
            sheet = self.sheet(form, month)
            wrong = {"check", "check_funds", "unmarked"} & sheet.keys()
            self.assertFalse(wrong, (form, month))
            getattr(self, f"check_{form}")(sheet, month, last)

    def assert_row(self, sheet, row, *figures):
        """Compare the figures of a row with those of the oracle."""
        self.assertEqual(sheet[row][: len(figures)], list(figures), row)

    def check_balance_sheet(self, sheet, month, last):
        """会政财01表."""
        self.assertEqual(sheet["assets"], sheet["claims"])
        year = month.replace(month=1, day=1)
        for row, sign, prefixes in (
            ("money", 1, ("1001", "1002", "1011", "1021")),
            ("quota_to_restore", 1, ("1201",)),
            ("other_receivable", 1, ("1218",)),
            ("assets", 1, ("1",)),
            ("due_to_finance", -1, ("2103",)),
            ("subsidies_payable", -1, ("2303",)),
            ("other_payable", -1, ("2307",)),
            ("liabilities", -1, ("2",)),
            ("net_assets", -1, ("3", "4", "5")),
        ):
            before = [p for p in self.books.postings if p.day < year]
            opening = sum(
                (p.amount for p in before if p.account.startswith(prefixes)), ZERO
            )
            closing = self.books.balance(*prefixes, last=last)
            self.assert_row(sheet, row, sign * closing, sign * opening)

    def check_income(self, sheet, month, last):
        """会政财02表: the month, and the year so far."""
        for row, sign, prefixes in (
            ("income", -1, ("4",)),
            ("fiscal", -1, ("4001",)),
            ("fiscal_fund", -1, ("400102",)),
            ("expenses", 1, ("5",)),
            ("activity_expenses", 1, ("5001",)),
            ("disposal", 1, ("5301",)),
            ("surplus", -1, ("4", "5")),
        ):
            self.assert_row(
                sheet,
                row,
                sign * self.flow(prefixes, month, last),
                sign * self.flow(prefixes, month.replace(month=1), last),
            )

    def check_net_assets(self, sheet, month, last):
        """会政财03表: the total of this year's columns, of last year's after them."""
        first = month.replace(month=1)
        for row, prefixes in (
            ("prior_year", ("3001", "3501")),
            ("year_surplus", ("4", "5")),
            ("pooled", ()),
        ):
            figures = sheet[row][: len(sheet[row]) // 2]
            self.assertEqual(figures[-1], -self.flow(prefixes, first, last), row)
        closing = sheet["closing"][: len(sheet["closing"]) // 2]
        self.assertEqual(
            closing[-1], -self.books.balance("3", "4", "5", last=last), "closing"
        )

    def check_budget(self, sheet, month, last):
        """会政预01表."""
        first = month.replace(month=1)
        for row, sign, prefixes in (
            ("fiscal", -1, ("6001",)),
            ("income", -1, ("6",)),
            ("administrative", 1, ("7101",)),
            ("expenditure", 1, ("7",)),
            ("difference", -1, ("6", "7")),
        ):
            self.assert_row(sheet, row, sign * self.flow(prefixes, first, last))
        # What is booked as income of the lottery fund is budgeted as such, too.
        self.assert_row(sheet, "fiscal_fund", -self.flow(("400102",), first, last))

    def check_budget_balances(self, sheet, month, last):
        """会政预02表."""
        first = month.replace(month=1)
        self.assert_row(sheet, "adjusted_fiscal", -self.flow(("810101",), first, last))
        self.assert_row(sheet, "fiscal_difference", -self.flow(("6", "7"), first, last))
        self.assert_row(sheet, "closing", self.books.balance("8001", last=last))

    def check_fiscal(self, sheet, month, last):
        """会政预03表: columns 8 and 9 are income and expenditure of the year."""
        first = month.replace(month=1)
        lottery = -self.flow(("400102",), first, last)
        income = -self.flow(("6001",), first, last)
        self.assertEqual(sheet["fund"][7], lottery)
        self.assertEqual(sheet["general"][7], income - lottery)
        spent = self.flow(("7101",), first, last)
        self.assertEqual(sheet["fund"][8] + sheet["general"][8], spent)

    def flow(self, prefixes, first, last):
        """Debit less credit of a time, closings left out."""
        return self.books.balance(*prefixes, first=first, last=last, closing=False)

    def not_with_payee(self, batch):
        """The lines of a batch that the bank didn't pay, and that are new as such."""
        return [
            line
            for line in self.payable(batch)
            if line.state in NOT_WITH_PAYEE and line.id not in self.known_back
        ]


def _filled(sums):
    """Leave out what is nothing."""
    return {key: amount for key, amount in sums.items() if amount}
