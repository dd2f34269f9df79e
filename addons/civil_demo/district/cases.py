from datetime import timedelta

from odoo import fields
from odoo.fields import Command

#: The kinds that only the demonstration has: code, name, what they need.
KINDS = {
    "demo_service": {
        "name": "殡葬服务单位基本信息变更（演示）",
        "applicant": "organization",
        "summary": "变更单位负责人和联系电话",
        "papers": ("变更申请书", "统一社会信用代码证书复印件", "负责人身份证明"),
        "needs_visit": True,
    },
    "demo_name": {
        "name": "公益性公墓维护方案备案（演示）",
        "applicant": "organization",
        "summary": "2024年度公墓维护方案备案",
        "papers": ("备案申请表", "维护方案", "村民会议决议"),
        "needs_publicity": True,
        "consult": ("区自然资源和规划局", "是否符合用地和林地保护要求。"),
    },
}
#: Who applied, for which kind, how many days ago, and how far it has come.
CASES = (
    ("随州安宁殡葬服务有限公司（演示）", "demo_service", 0, "draft"),
    ("西城祥瑞寿衣花圈店（演示）", "demo_service", 1, "received"),
    ("东城永安殡葬用品店（演示）", "demo_service", 6, "received"),
    ("曾都区殡仪馆（演示）", "demo_service", 3, "to_correct"),
    ("随州福寿园陵园有限公司（演示）", "demo_name", 9, "consulted"),
    ("随州福寿园陵园有限公司（演示）", "demo_name", 2, "published"),
    ("随州安宁殡葬服务有限公司（演示）", "demo_service", 38, "visited"),
    ("东城永安殡葬用品店（演示）", "demo_service", 24, "extension"),
    ("西城祥瑞寿衣花圈店（演示）", "demo_service", 12, "submitted"),
    ("曾都区殡仪馆（演示）", "demo_service", 14, "reviewed"),
    ("随州福寿园陵园有限公司（演示）", "demo_service", 16, "granted"),
    ("西城祥瑞寿衣花圈店（演示）", "other", 18, "refused"),
    ("东城永安殡葬用品店（演示）", "other", 20, "withdrawn"),
    ("随州安宁殡葬服务有限公司（演示）", "demo_service", 22, "archived"),
)
#: The states that need more than being accepted, in their order.
COURSE = ("visited", "submitted", "reviewed", "granted", "served", "archived")


class Cases:
    """Applications at every stage, each brought there by those whose step it is."""

    def __init__(self, desk):
        self.desk = desk
        self.env = desk.env

    def open(self):
        """Take applications in."""
        self.kinds = {
            code: self.keep_kind(code, **values) for code, values in KINDS.items()
        }
        self.kinds["other"] = self.env.ref("civil_case.kind_other")
        for name, kind, days, stage in CASES:
            self.take(name, self.kinds[kind], days, stage)
        self.env["civil.supervision"]._cron_ask()
        self.answer()

    def section(self):
        """Return the section whose cases these are."""
        return self.env.ref("civil_base.department_funeral")

    def act(self, name, record):
        """Return a record as a user of the bureau sees and changes it."""
        return self.desk.act(name, record)

    def keep_kind(self, code, papers, summary, consult=None, **values):
        """Have the head keep a kind of case."""
        bodies = consult and [
            Command.create({"body": consult[0], "question": consult[1]})
        ]
        return self.act("burial_head", self.env["civil.case.kind"]).create(
            {
                **values,
                "code": code,
                "department_id": self.section().id,
                "material_ids": [Command.create({"name": paper}) for paper in papers],
                "consult_ids": bodies or [],
            }
        )

    def take(self, name, kind, days, stage):
        """Bring one application as far as ``stage``, as if it came ``days`` ago."""
        organization = self.env["civil.organization"].search([("name", "=", name)])
        summary = KINDS.get(kind.code, {}).get("summary", "申请出具办理情况证明")
        case = self.act("burial", self.env["civil.case"]).create(
            {
                "kind_id": kind.id,
                "organization_id": organization.id,
                "division_id": organization.division_id.id,
                "summary": summary,
            }
        )
        if stage == "draft":
            return
        case.action_receive()
        if stage == "to_correct":
            case.material_ids[0].check_result = "ok"
            case.material_ids[1].write(
                {"check_result": "defective", "note": "复印件未加盖公章"}
            )
            case.material_ids[2].check_result = "missing"
            case.action_notice()
        elif stage == "withdrawn":
            case.action_withdraw("申请人书面撤回申请")
        elif stage != "received":
            case.material_ids.check_result = "ok"
            case.action_accept()
            getattr(self, f"to_{stage}", self.to_decision)(case, stage)
        self.age(case, days)

    def to_consulted(self, case, _stage):
        """Ask the body that the kind names."""
        needed = case.kind_id.consult_ids
        self.act("burial", self.env["civil.case.consultation"]).create(
            {
                "case_id": case.id,
                "consult_id": needed.id,
                "body": needed.body,
                "question": needed.question,
            }
        ).action_send()

    def to_published(self, case, _stage):
        """Put the notice up; the time for deciding rests."""
        self.act("burial", self.env["civil.case.publicity"]).create(
            {"case_id": case.id, "place": "局门户网站、村务公开栏"}
        ).action_publish()

    def to_extension(self, case, _stage):
        """Ask for a longer time, which the head has to approve."""
        self.visit(case)
        case.action_ask_extension("需要会同有关部门补充核实经营场所权属")

    def to_refused(self, case, _stage):
        """Refuse on a ground of law."""
        case.action_propose(
            "refuse",
            "申请事项没有办理依据，拟不予准许。",
            self.env.ref("civil_case.ground_decision_conditions").ids,
            "申请出具的证明不属于法律法规规定应当由本机关出具的事项",
        )
        case.action_submit()
        self.act("burial_head", case).action_review()
        self.act("deputy", case).action_refuse()

    def to_decision(self, case, stage):
        """Go on from the visit to ``stage``."""
        last = COURSE.index(stage)
        self.visit(case)
        if last >= 1:
            case.action_propose("grant", "材料齐全，现场核查符合条件，拟准予。")
            case.action_submit()
        if last >= 2:
            self.act("burial_head", case).action_review()
        if last >= 3:
            self.act("deputy", case).action_grant()
        if last >= 4:
            self.serve(case)
        if last >= 5:
            case.action_archive_case()

    def visit(self, case):
        """Have two people visit."""
        both = self.desk.office.user("burial") | self.desk.office.user("burial2")
        self.act("burial", self.env["civil.case.visit"]).create(
            {
                "case_id": case.id,
                "place": case.organization_id.address or "经营场所",
                "user_ids": [Command.set(both.ids)],
                "findings": "场所、人员与申请材料一致，证照悬挂在显著位置。",
                "result": "fit",
            }
        ).action_finish()

    def serve(self, case):
        """Record that the documents were handed over."""
        for document in case.document_ids.filtered("needs_service"):
            self.act("burial", self.env["civil.document.service"]).create(
                {
                    "document_id": document.id,
                    "served_at": document.issued_date,
                    "receiver": case.organization_id.legal_representative,
                }
            )

    def age(self, case, days):
        """Let what happened today have happened ``days`` ago.

        Steps stamp the present moment; a district in use has a past.
        """
        case = case.sudo()
        back, half = timedelta(days=days), timedelta(days=days // 2)
        for clock in case.clock_ids:
            begun = half if clock.code == "case.serve" else back
            ended = back if clock.code == "case.accept" else half
            values = {"started_at": clock.started_at - begun}
            if clock.ended_at:
                values["ended_at"] = clock.ended_at - ended
            clock.write(values)
        case.clock_ids._set_ends()
        for moved, names in (
            (back, ("received", "papers", "noticed", "accepted", "submitted", "ended")),
            (half, ("decided", "served")),
        ):
            stamps = [f"{name}_date" for name in names if case[f"{name}_date"]]
            case._write_guarded({name: case[name] - moved for name in stamps})
        case._sync_todos()

    def answer(self):
        """Have the clerk answer the first notice that urges what is overdue."""
        notices = self.act("burial", self.env["civil.supervision"])
        until = fields.Date.context_today(notices) + timedelta(days=3)
        first = notices.search([("state", "=", "open")], order="id", limit=1)
        if first:
            first.action_answer(f"因核实经营场所延误，{until:%m月%d日}前办结。")
