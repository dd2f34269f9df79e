import tempfile
from datetime import timedelta

from odoo import fields
from odoo.fields import Command

from ..tools.plots_generator import generate_plots

#: Cemeteries that come with a register of plots, faults and all.
REGISTERED = {"万店镇公墓": "public", "何店镇王店村公墓": "public"}
REPORT = (
    "全年服务平稳有序：公示齐全、档案一墓一档；清明期间设专人值守，未发生火情和安全事故。"
    "存在问题：部分早年墓位超面积，正在与持证人协商整改。"
)


class CemeteryChecks:
    """Registers with findings, cases of facilities, last year's inspection."""

    def __init__(self, people):
        self.desk = people.desk
        self.env = people.desk.env
        self.today = fields.Date.context_today(people.desk.env.company)

    def open(self):
        """Import registers, inspect the year, and work on applications."""
        self.register()
        self.inspect()
        self.apply()

    def act(self, model, login="burial"):
        """Return a model as somebody works with it."""
        return self.desk.act(login, self.env[model])

    def facility(self, name):
        return self.env["civil.cemetery.facility"].search([("name", "=", name)])

    # -- registers ---------------------------------------------------------------

    def register(self):
        """Take a register of plots of two cemeteries, as of today."""
        with tempfile.TemporaryDirectory() as directory:
            plots, _register, _truth = generate_plots(
                directory,
                seed=6,
                plots=180,
                as_of=self.today,
                names=REGISTERED,
                numbers=self.free_numbers(),
            )
            imports = self.act("civil.import")
            imports._load(
                "cemetery", "乡镇公墓墓位登记表.xlsx", plots.read_bytes(), take="good"
            )

    def free_numbers(self):
        """Return numbers of the register on which nobody was buried yet."""
        used = self.env["civil.cemetery.interment"].search([])
        deaths = self.env["civil.death"].search(
            [("certificate_number", "!=", False)], order="cremation_date, id", limit=90
        )
        known = set(deaths.mapped("certificate_number"))
        return sorted(known - set(used.mapped("cremation_number")))

    # -- the year ----------------------------------------------------------------

    def inspect(self):
        """Have last year's inspection reported, scored, decided and published."""
        day = self.today - timedelta(days=60)
        campaign = self.act("civil.cemetery.annual.campaign", "burial_head").create(
            {
                "year": self.today.year - 1,
                "division_id": self.desk.office.division().id,
                "date_from": day,
                "report_by": day + timedelta(days=30),
                "score_by": day + timedelta(days=75),
                "decide_by": day + timedelta(days=100),
            }
        )
        campaign.action_begin()
        annuals = {annual.facility_id.name: annual for annual in campaign.annual_ids}
        self.score(annuals["曾都区公益性公墓"], ("green_share",), "keeper")
        self.score(annuals["何店镇王店村公墓"], None)
        for name in ("曾都区公益性公墓", "何店镇王店村公墓"):
            annual = self.desk.act("burial_head", annuals[name])
            annual.action_decide()
            annual.action_publish()
        self.score(annuals["神农福寿园"], ("reserve_share",))
        self.review(annuals["神农福寿园"])
        self.report(annuals["王家湾村公益性墓地"])
        self.score(annuals["大堰坡村公益性墓地"], ())

    def report(self, annual, login="burial"):
        """Have an inspection reported by the cemetery, or by the section for it."""
        annual = self.desk.act(login, annual)
        annual.self_report = REPORT
        if annual.facility_kind == "commercial":
            annual.write({"plot_income": 2860000, "upkeep_reserve": 150000})
        annual.action_report()
        return self.desk.act("burial", annual)

    def score(self, annual, lost, login="burial"):
        """Have an inspection scored.

        :param lost: figures of the items that lose their points; None: half of all do
        """
        annual = self.report(annual, login)
        annual.action_fill()
        for number, line in enumerate(annual.line_ids):
            bad = number % 2 if lost is None else line.item_id.figure in lost
            if bad:
                line.write({"score": 0, "note": "现场核查不符合要求"})
        annual.action_full_rest()
        for line in annual.line_ids:
            if line.score < line.max_score and not line.note:
                line.note = "按登记数据扣分"
        annual.action_score()

    def review(self, annual):
        """Take down what the city said."""
        self.act("civil.cemetery.annual.note").create(
            {
                "annual_id": annual.id,
                "level": "city",
                "organ": "随州市民政局",
                "result": "qualified",
                "letter": "随民函〔演示〕8号",
                "opinion": "同意区级评分，报省民政厅审定。",
            }
        ).action_confirm()

    # -- applications ------------------------------------------------------------

    def apply(self):
        """Have a new cemetery granted and its acceptance applied for, one renamed."""
        village = self.env["civil.organization"].create(
            {
                "name": "柳树淌村村民委员会（演示）",
                "division_id": self.facility("大堰坡村公益性墓地").division_id.id,
                "legal_representative": "柳春生",
            }
        )
        building = self.case(
            "new",
            village,
            facility_kind="public",
            facility_name="柳树淌村公益性公墓",
            facility_address="柳树淌村三组后山",
            facility_is_government=True,
            facility_land_area=4.5,
            facility_land_nature="collective",
            facility_plots=480,
            summary="新建村级公益性公墓，占地4.5亩",
        )
        self.grant(building)
        facility = building.facility_id
        self.accept(self.case("acceptance", facility.organization_id, facility))
        renamed = self.facility("大堰坡村公益性墓地")
        self.grant(
            self.case(
                "rename",
                renamed.organization_id,
                renamed,
                facility_name="大堰坡村公益性公墓",
                summary="按规范更名为公益性公墓",
            )
        )
        waiting = self.case(
            "extension",
            self.facility("曾都区公益性公墓").organization_id,
            self.facility("曾都区公益性公墓"),
            facility_land_area=12,
            facility_plots=1200,
            summary="扩建二期墓区12亩",
        )
        self.accept(waiting)

    def case(self, matter, organization, facility=None, **values):
        """Return an application that was received."""
        case = self.act("civil.case").create(
            {
                "kind_id": self.env.ref(f"civil_cemetery.case_kind_{matter}").id,
                "party_type": "organization",
                "organization_id": organization.id,
                "division_id": organization.division_id.id,
                "facility_id": facility and facility.id,
                **values,
            }
        )
        case.action_receive()
        return case

    def accept(self, case):
        case.material_ids.check_result = "ok"
        case.action_accept()

    def grant(self, case):
        """Have an application consulted on, looked at on the spot and granted."""
        self.accept(case)
        for word in case.endorsement_ids.filtered("is_waited"):
            word.write({"result": "agreed", "date": self.today, "letter": "同意函1号"})
        case.site_check_ids.result = "clear"
        for needed in case.kind_id.consult_ids:
            asked = self.act("civil.case.consultation").create(
                {
                    "case_id": case.id,
                    "consult_id": needed.id,
                    "body": needed.body,
                    "question": needed.question,
                }
            )
            asked.action_send()
            asked.action_answer("agreed", "无不同意见")
        if case.kind_id.needs_visit:
            people = self.desk.office.user("burial") | self.desk.office.user("burial2")
            self.act("civil.case.visit").create(
                {
                    "case_id": case.id,
                    "place": case.facility_address or case.facility_id.address,
                    "user_ids": [Command.set(people.ids)],
                    "findings": "选址与申请一致，不在禁止建设区域内。",
                    "result": "fit",
                }
            ).action_finish()
        case.action_propose("grant", "符合条件，拟同意")
        case.action_submit()
        self.desk.act("burial_head", case).action_review()
        self.desk.act("deputy", case).action_grant()
