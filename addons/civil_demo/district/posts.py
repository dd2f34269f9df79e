from odoo import fields

from .office import DISTRICT

#: Who joins the section for what changes hands: name and level.
PEOPLE = {
    "former": ("社会事务股原经办 陈丽", "clerk"),
    "clerk2": ("社会事务股经办 吴倩", "clerk"),
}
#: The projects of which they are in charge.
HELD = {
    "former": ("残疾人两项补贴", "惠民殡葬基本服务减免"),
    "clerk2": ("孤儿和困境儿童基本生活保障",),
}
STAYS = "接收人已负责全区，区划不再移交。"


class Posts:
    """Who follows whom, and who stands in for whom."""

    def __init__(self, desk, funds):
        self.desk = desk
        self.env = desk.env
        self.office = desk.office
        self.funds = funds

    def change(self):
        """Hand work over, once to the end and once half-way; ask for leave."""
        self.employ()
        self.hold()
        self.finish(self.hand_over("former", "head", "档案柜钥匙两把已交接。"))
        self.office.user("former").active = False
        self.hand_over("clerk2", "deputy").action_give()
        self.leave()

    def employ(self):
        """Give the section two further people."""
        self.env["res.users"].with_context(no_reset_password=True)._load_records(
            [
                self.office.record(login, name, DISTRICT, (level,))
                for login, (name, level) in PEOPLE.items()
            ]
        )

    def hold(self):
        """Put them in charge of projects, with something to remember."""
        for login, names in HELD.items():
            for name in names:
                project = self.desk.act("finance", self.funds.projects[name])
                project.manager_id = self.office.user(login)
        project = self.funds.projects[HELD["former"][0]]
        self.desk.act("former", project).activity_schedule(
            "mail.mail_activity_data_todo",
            summary="核对上半年资金执行进度",
            user_id=self.office.user("former").id,
            date_deadline=fields.Date.add(fields.Date.context_today(project), days=7),
        )

    def hand_over(self, giver, supervisor, note=False):
        """Have a clerk prepare the handover to the present one."""
        handover = self.desk.act(giver, self.env["civil.handover"]).create(
            {
                "giver_id": self.office.user(giver).id,
                "receiver_id": self.office.user("clerk").id,
                "supervisor_id": self.office.user(supervisor).id,
                "note": note,
            }
        )
        places = handover.line_ids.filtered(lambda line: line.kind == "division")
        places.action_take_out(STAYS)
        return handover

    def finish(self, handover):
        """Have all three sign."""
        handover.action_give()
        self.desk.act("clerk", handover).action_receive()
        self.desk.act("head", handover).action_confirm()

    def leave(self):
        """Have the head's leave approved, and a clerk ask for hers."""
        today = fields.Date.context_today(self.env.user)
        self.ask("head", "clerk2", fields.Date.add(today, days=3), "年休假")
        self.desk.act("deputy", self.delegation).action_approve()
        self.ask("clerk2", "clerk", fields.Date.add(today, days=14), "参加业务培训")

    def ask(self, absent, delegate, day, reason):
        """Have somebody ask for a week's leave."""
        self.delegation = self.desk.act(absent, self.env["civil.delegation"]).create(
            {
                "absent_id": self.office.user(absent).id,
                "delegate_id": self.office.user(delegate).id,
                "date_from": day,
                "date_to": fields.Date.add(day, days=6),
                "reason": reason,
            }
        )
