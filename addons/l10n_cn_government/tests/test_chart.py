from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .chart_of_standard import (
    ADMINISTRATIVE,
    COMMON,
    INSTITUTION,
    SPENDING,
    SUB_ACCOUNTS,
    pairs,
)
from .common import GovernmentCase


class ChartCase(GovernmentCase):
    """What both charts must hold."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        domain = [("company_ids", "in", cls.unit.ids)]
        accounts = cls.env["account.account"].with_company(cls.unit)
        cls.accounts = accounts.search(domain)
        domain = [("company_id", "=", cls.unit.id)]
        cls.groups = cls.env["account.group"].search(domain)

    def names(self, lang):
        """Return {code: name} of what can be posted to and what stands above it."""
        return {
            **{
                group.code_prefix_start: group.name
                for group in self.groups.with_context(lang=lang)
            },
            **{
                account.code: account.name
                for account in self.accounts.with_context(lang=lang)
            },
        }

    def assert_first_level(self, wanted, absent):
        names = self.names("zh_CN")
        first = {code: name for code, name in names.items() if len(code) == 4}
        self.assertEqual(first, wanted)
        self.assertFalse([code for code in names if code[:4] in absent])

    def assert_english(self):
        for code, name in self.names("en_US").items():
            with self.subTest(code=code):
                self.assertTrue(name.isascii())
        self.assertEqual(self.names("en_US")["8001"], "Fund Balance")

    def assert_sub_accounts(self, more):
        accounts = self.accounts.with_context(lang="zh_CN")
        for above, text in (SUB_ACCOUNTS | more).items():
            found = accounts.filtered(
                lambda account, above=above: (
                    account.code.startswith(above)
                    and len(account.code) == len(above) + 2
                )
            ).sorted("code")
            with self.subTest(above=above):
                self.assertEqual(found.mapped("name"), text.split())

    def assert_no_invented_code(self):
        """Each code is the standard's or a sub-account of one of it."""
        known = self.names("en_US")
        for account in self.accounts:
            with self.subTest(code=account.code):
                self.assertIn(account.code[:4], known)
                self.assertIn(len(account.code), (4, 6, 8))
        self.assertFalse(
            set(self.groups.mapped("code_prefix_start"))
            & set(self.accounts.mapped("code"))
        )

    def assert_types(self):
        for account in self.accounts:
            kinds = {
                "1": ("asset",),
                "2": ("liability",),
                "3": ("equity",),
                "4": ("income",),
                "5": ("expense",),
            }.get(account.code[0], ("off",))
            with self.subTest(code=account.code):
                self.assertIn(account.internal_group, kinds)

    def assert_no_taxes(self):
        taxes = self.env["account.tax"].with_context(active_test=False)
        self.assertFalse(taxes.search([("company_id", "=", self.unit.id)]))
        self.assertFalse(
            self.unit.account_sale_tax_id | self.unit.account_purchase_tax_id
        )
        self.assertFalse(self.accounts.tax_ids)


@tagged("standard", "post_install", "-at_install")
class TestAdministrativeUnit(ChartCase):
    """The chart of 行政单位 and what the company gets with it."""

    def test_accounts_are_those_of_the_standard(self):
        wanted = pairs(COMMON) | pairs(ADMINISTRATIVE)
        self.assert_first_level(wanted, pairs(INSTITUTION))
        self.assert_english()
        self.assert_sub_accounts({"7101": SPENDING})
        self.assert_no_invented_code()
        self.assert_types()

    def test_no_taxes(self):
        self.assert_no_taxes()

    def test_company(self):
        unit = self.unit
        self.assertEqual(unit.currency_id, self.env.ref("base.CNY"))
        self.assertEqual(unit.account_fiscal_country_id, self.env.ref("base.cn"))
        self.assertEqual(unit.partner_id.tz, "Asia/Shanghai")
        self.assertEqual(
            (unit.fiscalyear_last_month, unit.fiscalyear_last_day), ("12", 31)
        )
        self.assertTrue(unit.account_storno)
        self.assertEqual(unit.get_unaffected_earnings_account(), self.account("3301"))
        self.assertEqual(unit.currency_exchange_journal_id, self.general)

    def test_audit_trail_stays_on(self):
        self.assertTrue(self.unit.restrictive_audit_trail)
        with self.assertRaises(ValidationError):
            self.unit.restrictive_audit_trail = False

    def test_odoo_finds_its_accounts_under_official_codes(self):
        """What Odoo's loader would invent is a sub-account of 银行存款."""
        payments = self.env["account.payment"].new({"company_id": self.unit.id})
        outstanding = payments._get_outstanding_account("inbound")
        self.assertEqual(outstanding.with_company(self.unit).code, "100204")
        suspense = self.journal("bank").suspense_account_id
        self.assertEqual(suspense.with_company(self.unit).code, "100203")
        journals = self.env["account.journal"].with_company(self.unit)
        more = journals.create({"name": "党费专户", "type": "bank"})
        self.assertEqual(more.default_account_id.with_company(self.unit).code, "100205")
        fees = self.env["account.reconcile.model"].search(
            [("company_id", "=", self.unit.id), ("match_label_param", "=", "Bank Fees")]
        )
        self.assertEqual(fees.line_ids.account_id, self.account("500102"))

    def test_loading_again_changes_nothing(self):
        before = self.names("zh_CN")
        count = len(self.journals())
        self.env["account.chart.template"].try_loading("cn_gov", self.unit)
        self.accounts.invalidate_recordset()
        found = self.env["account.account"].search(
            [("company_ids", "in", self.unit.ids)]
        )
        self.assertEqual(found, self.accounts)
        self.assertEqual(self.names("zh_CN"), before)
        self.assertEqual(len(self.journals()), count)

    def journals(self):
        journals = self.env["account.journal"].with_context(active_test=False)
        return journals.search([("company_id", "=", self.unit.id)])

    def test_only_administrators_load_a_chart(self):
        charts = self.env["account.chart.template"].with_user(self.manager)
        with self.assertRaises(AccessError):
            charts.try_loading("cn_gov_institution", self.unit)


@tagged("standard", "post_install", "-at_install")
class TestPublicInstitution(ChartCase):
    """The chart of 事业单位."""

    chart = "cn_gov_institution"

    def test_accounts_are_those_of_the_standard(self):
        wanted = pairs(COMMON) | pairs(INSTITUTION)
        self.assert_first_level(wanted, pairs(ADMINISTRATIVE))
        self.assert_english()
        self.assert_sub_accounts({"7201": SPENDING, "7902": SUB_ACCOUNTS["7901"]})
        self.assert_no_invented_code()
        self.assert_types()

    def test_value_added_tax_has_the_prescribed_sub_accounts(self):
        accounts = self.accounts.with_context(lang="zh_CN")
        found = accounts.filtered(lambda account: account.code.startswith("2101"))
        self.assertEqual(len(found), 15)
        self.assertEqual(
            self.account("21010105").with_context(lang="zh_CN").name, "销项税额"
        )
        self.assertEqual(found.mapped("account_type"), ["liability_current"] * 15)

    def test_no_taxes(self):
        self.assert_no_taxes()

    def test_a_second_unit_keeps_the_other_chart(self):
        other = self.make_unit("曾都区民政局机关", "cn_gov")
        self.assertTrue(self.account("2303", other))
        self.assertFalse(self.account("2307", other) & self.accounts)
        codes = self.accounts.mapped("code")
        self.assertIn("4101", codes)
        self.assertNotIn("2303", codes)
        self.assertNotEqual(
            self.journal("gov_general"), self.journal("gov_general", other)
        )
