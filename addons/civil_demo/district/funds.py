from odoo import fields

#: Functional classes that classes of a program have of their own.
CLASS_FUNCTIONS = {
    ("low", "农村低保"): "2081902",
    ("destitute", "城市特困"): "2082101",
}
LOTTERY_FUNCTION = "2296002"
#: Of each project: name, the programs that it pays, what it is for (lottery money).
PROJECTS = {
    "困难群众救助补助资金": ("low", "destitute", "nursing", "relief"),
    "孤儿和困境儿童基本生活保障": ("orphan", "unattended"),
    "残疾人两项补贴": ("life", "care"),
    "老年人福利补贴": ("age", "service", "beds"),
    "惠民殡葬基本服务减免": ("funeral",),
}
#: Who of the institutions is a budget unit with indicators of its own.
BUDGET_UNIT = "曾都区社会福利中心（演示）"
DOCUMENTS = {
    "central": ("曾财社〔{year}〕4号", "鄂财社发〔{year}〕18号"),
    "province": ("曾财社〔{year}〕5号", "鄂财社发〔{year}〕21号"),
    "city": ("曾财社〔{year}〕7号", "随财社〔{year}〕12号"),
    "district": ("曾财预〔{year}〕1号", ""),
    "lottery": ("曾财综〔{year}〕3号", "随财综〔{year}〕9号"),
}
#: Government economic class by departmental one.
GOVERNMENT = {"30306": "50901", "30305": "50901", "39908": "59908", "30399": "50999"}
AMOUNT = 2_400_000


class Funds:
    """The bureau's money: chart, projects, and the year's indicators in force."""

    def __init__(self, desk, programs):
        self.desk = desk
        self.env = desk.env
        self.programs = programs
        self.year = fields.Date.context_today(self.env.company).year

    def open(self):
        """Begin the books, and have the year's money assigned."""
        self.keep_books()
        self.classify()
        self.projects = {
            name: self.act("finance", "civil.fund.project").create(
                {
                    "name": name,
                    "category": "specific",
                    "budget": 5 * AMOUNT,
                    "division_id": self.desk.office.division().id,
                }
            )
            for name in PROJECTS
        }
        for name, codes in PROJECTS.items():
            for key in self.needs(codes):
                self.issue(self.indicator(self.projects[name], *key))
        self.leave_work()

    def act(self, name, model):
        """Return a model as a user of the bureau sees and changes it."""
        return self.desk.act(name, self.env[model])

    def keep_books(self):
        """Load the chart, and book subsidies when the treasury pays."""
        company = self.env.company
        if company.chart_template != "cn_gov":
            self.env["account.chart.template"].try_loading("cn_gov", company=company)
        company.write(
            {
                "parallel_bookkeeping": True,
                "parallel_auto_post": True,
                "parallel_first_year": self.year,
                "parallel_finance_head_id": self.desk.office.user("chief").id,
            }
        )
        company.subsidy_follow = "gross"

    def classify(self):
        """Say which classes and sources have a functional class of their own."""
        for (code, name), function in CLASS_FUNCTIONS.items():
            classes = self.programs[code].class_ids
            classes.filtered(lambda c, n=name: c.name == n).function_code = function
        for program in self.programs.values():
            lottery = program.share_ids.filtered(lambda s: s.source == "lottery")
            lottery.function_code = LOTTERY_FUNCTION
        self.programs["funeral"].pays_on_behalf = True

    def institutions(self, partners):
        """Say which of the institutions is a budget unit."""
        home = partners.filtered(lambda partner: partner.name == BUDGET_UNIT)
        home.subsidy_payee_kind = "budget_unit"

    def needs(self, codes):
        """(function, economic class, source) of what programs are charged to."""
        keys = {}
        for code in codes:
            program = self.programs[code]
            functions = set(program._function_codes().values())
            for share in program.share_ids:
                for function in sorted(functions):
                    own = share.function_code or function
                    keys[own, program.economic_code, share.source] = True
        return list(keys)

    def indicator(self, project, function, economic, source):
        """Have finance enter an indicator of the year."""
        number, upper = (text.format(year=self.year) for text in DOCUMENTS[source])
        lottery = source == "lottery"
        return self.act("finance", "civil.fund.indicator").create(
            {
                "document_number": number,
                "upper_document": upper,
                "level": "own" if source == "district" else "upper",
                "division_id": self.desk.office.division().id,
                "year": self.year,
                "issue_date": f"{self.year}-01-15",
                "fund_nature": "government_fund" if lottery else "general",
                "lottery_purpose": "elderly" if lottery else False,
                "source": source,
                "arrangement": "opening" if source == "district" else "added",
                "payment_kind": "project",
                "project_id": project.id,
                "function_id": self.book("function", function).id,
                "department_economic_id": self.book(
                    "economic", economic, kind="department"
                ).id,
                "government_economic_id": self.book(
                    "economic", GOVERNMENT[economic], kind="government"
                ).id,
                "is_direct": source == "central",
                "amount": AMOUNT,
            }
        )

    def book(self, name, code, **values):
        """Return a class of the yearly book by its code."""
        domain = [("code", "=", code), *((key, "=", v) for key, v in values.items())]
        return self.env[f"civil.fund.{name}"].search(domain, limit=1)

    def issue(self, indicator):
        """Bring an indicator into force: two tiers approve it."""
        self.submit(indicator)
        self.desk.act("deputy", indicator).action_approve()

    def submit(self, indicator):
        """Ask for approval, and have the section head review."""
        self.desk.act("finance", indicator).action_submit()
        self.desk.act("head", indicator).action_review()

    def leave_work(self):
        """An indicator that waits for the deputy, and one that finance has begun."""
        project = self.projects["惠民殡葬基本服务减免"]
        self.submit(self.indicator(project, "2081004", "30399", "city"))
        self.indicator(project, "2081004", "30399", "province")

    # -- afterwards ------------------------------------------------------------------

    def look_through(self):
        """Have the vouchers confirmed but the last ones, and read the months."""
        vouchers = self.act("reviewer", "account.parallel.voucher").search(
            [("state", "=", "posted"), ("reviewer_id", "=", False)], order="id"
        )
        vouchers[:-16].action_confirm()
        books = self.act("finance", "civil.subsidy.books")
        for month in ("2024-02-01", "2024-03-01", "2024-04-01"):
            books.action_open_month(month)
        first = books.search([("period", "=", "2024-02-01")])
        if not first.difference_count:
            self.desk.act("cashier", first).action_confirm()
