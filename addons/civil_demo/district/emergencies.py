from datetime import datetime, timedelta

from odoo.fields import Command

from .affairs import Affairs

POSTS = (
    ("总指挥", "指挥部", True, "统一指挥"),
    ("副总指挥", "指挥部", True, "协助指挥、信息报送"),
    ("组长", "现场处置组", False, "人员疏散、秩序维护"),
    ("组长", "消防应急组", False, "初期火情扑救、联系消防"),
    ("组长", "医疗救护组", False, "伤员救治转运"),
    ("组长", "舆情应对组", False, "信息发布、舆情监测"),
)
MEASURES = (
    ("电话报告区政府值班室和局主要负责人", "指挥部", 15),
    ("拨打119、120，组织初期处置", "现场处置组", 5),
    ("疏散祭扫群众，封闭危险区域", "现场处置组", 20),
    ("核实人员伤亡并联系家属", "医疗救护组", 60),
    ("发布权威信息", "舆情应对组", 120),
)
#: Kind of project, name, days since it began, stages that are finished.
PROJECTS = (
    ("funeral_facility_upgrade", "区殡仪馆提档升级改造", 330, 4),
    ("funeral_service_center", "府河镇殡仪服务中心建设", 200, 4),
    ("funeral_service_center", "万店镇殡仪服务中心建设", 120, 2),
    ("funeral_service_center", "何店镇殡仪服务中心建设", 40, 0),
    ("funeral_reform_pilot", "第二批全省殡葬综合改革试点申报", 75, 2),
)


class Emergencies(Affairs):
    """The funeral section's plans, drills and incidents, and its projects."""

    def open(self):
        """Put them on record."""
        self.prepare()
        self.undertake()

    def prepare(self):
        """Have plans in force, drills, and incidents."""
        fire = self.env.ref("civil_emergency.kind_fire")
        visits = self.env.ref("civil_funeral_affairs.emergency_kind_visits")
        obstruction = self.env.ref("civil_funeral_affairs.emergency_kind_obstruction")
        plan = self.plan("清明祭扫突发事件应急预案", fire | visits)
        self.plan("全域火葬改革应急处置预案", obstruction)
        for name, days, people in (
            ("公墓火情处置与人员疏散演练", 64, 46),
            ("祭扫拥挤疏导桌面推演", -12, 0),
        ):
            drill = self.act("civil.emergency.drill").create(
                {
                    "name": name,
                    "plan_id": plan.id,
                    "way": "field" if people else "table",
                    "date": self.ago(days),
                    "place": "区公益性公墓",
                    "people_count": people,
                    "division_id": self.district.id,
                    "scenario": "祭扫高峰时段草坡起火，现场有群众两千人。",
                }
            )
            if people:
                drill.action_hold()
                drill.write(
                    {
                        "problems": "水带长度不足，疏散广播覆盖不全。",
                        "improvements": "一个月内增配水带并加装广播。",
                    }
                )
                drill.action_evaluate()
        self.incident("祭扫烧纸引发草坡起火", fire, 58, close=True)
        self.incident("家属拒绝遗体火化聚集争执", obstruction, 0, close=False)

    def plan(self, name, kinds):
        plan = self.act("civil.emergency.plan").create(
            {
                "name": name,
                "kind_ids": [Command.set(kinds.ids)],
                "division_id": self.district.id,
                "basis": "《中华人民共和国突发事件应对法》；区政府总体应急预案",
                "scope": "本区殡葬领域发生的突发事件。",
                "post_ids": [
                    Command.create(
                        {
                            "name": post,
                            "team": team,
                            "is_command": commands,
                            "person": self.name(),
                            "phone": self.phone(),
                            "duties": duties,
                        }
                    )
                    for post, team, commands, duties in POSTS
                ],
                "measure_ids": [
                    Command.create({"name": what, "team": team, "minutes": minutes})
                    for what, team, minutes in MEASURES
                ],
            }
        )
        plan.action_submit()
        self.desk.act("deputy", plan).action_approve()
        return plan

    def incident(self, name, kind, days, close):
        known = self.moment(days) if days else datetime.now().replace(microsecond=0)
        incident = self.act("civil.emergency.incident").create(
            {
                "name": name,
                "kind_id": kind.id,
                "level_id": self.env.ref("civil_emergency.level_4").id,
                "division_id": self.towns[0].id,
                "place": "区公益性公墓",
                "occurred_at": known - timedelta(minutes=20),
                "known_at": known,
            }
        )
        incident.action_respond()
        if not close:
            return
        incident.action_ids.action_done()
        self.act("civil.emergency.report").create(
            [
                {
                    "incident_id": incident.id,
                    "kind": report,
                    "at": known + timedelta(hours=hours),
                    "addressee": "区政府值班室",
                    "text": text,
                }
                for report, hours, text in (
                    ("written", 3, "火情已扑灭，过火面积约二十平方米，无人员伤亡。"),
                    ("further", 40, "原因系祭扫人员擅自烧纸，已加强巡查。"),
                )
            ]
        )
        incident.action_control()
        closing = self.desk.act("burial_head", incident)
        closing.write(
            {
                "cause": "祭扫人员擅自在园外草坡烧纸",
                "correction": "增设劝导员，延长防火隔离带",
                "review": "高峰日巡山力量不足，已纳入下次值守方案",
            }
        )
        self.act("civil.emergency.report").create(
            {
                "incident_id": incident.id,
                "kind": "final",
                "addressee": "区政府值班室",
                "text": "总结报告已报送。",
            }
        )
        closing.action_close()

    def undertake(self):
        """Run projects: some stages are finished, one is late."""
        for code, name, days, finished in PROJECTS:
            project = self.act("civil.project").create(
                {
                    "name": name,
                    "kind_id": self.env.ref(
                        f"civil_funeral_affairs.project_kind_{code}"
                    ).id,
                    "division_id": self.district.id,
                    "date_from": self.ago(days),
                    "partner_bodies": "区发改局、区自然资源和规划局、属地镇街",
                    "description": "按年度工作要点推进，节点任务落实到人。",
                }
            )
            project.action_start()
            for stage in project.stage_ids.sorted("sequence")[:finished]:
                stage.paper_ids.document_no = "曾民函（演示）"
                stage.result = "已完成"
                stage.action_finish()
            self.act("civil.project.entry").create(
                {
                    "project_id": project.id,
                    "stage_id": project.current_stage_id.id,
                    "date": self.ago(min(days, 20)),
                    "text": f"{project.current_stage_id.name}正在推进。",
                }
            )
