from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import fields

#: Institutions that are rated: name, residents, level, share of the points that the
#: institution and each of the experts give, and how far it has come.
COURSES = (
    ("洛阳镇安康养老院（演示）", 46, "2", 0.72, (), "apply"),
    ("府河镇颐年养老院（演示）", 40, "1", 0.64, (), "review"),
    ("万店镇松鹤养老院（演示）", 52, "3", 0.83, (0.80, 0.78, 0.81), "visit"),
    ("何店镇福寿康养中心（演示）", 55, "2", 0.78, (0.74, 0.71, 0.75), "decide"),
    ("淅河镇长乐养老院（演示）", 49, "2", 0.81, (0.79, 0.76, 0.80), "publish"),
    ("西城街道桑榆护理院（演示）", 58, "4", 0.92, (0.90, 0.89, 0.92), "announce"),
    ("南郊街道金秋养老院（演示）", 37, "2", 0.66, (0.49, 0.52, 0.47), "fail"),
    ("北郊街道康乐养老院（演示）", 44, "3", 0.84, (0.82, 0.80, 0.79), "cancel"),
)
STEPS = ("apply", "review", "visit", "decide", "publish", "announce", "cancel")
BEDS = 60
CARERS = ("潘秀英", "尹春兰", "康桂莲", "戚爱华")
#: Experts: name, title, field, employer.
EXPERTS = (
    ("蒋文华", "主任护师", "medicine", "随州市中心医院"),
    ("沈国庆", "高级养老护理员", "care", "随州市养老护理协会"),
    ("韩立新", "副教授", "management", "随州职业技术学院"),
    ("杨素珍", "主管护师", "care", "曾都区人民医院"),
    ("朱海涛", "注册消防工程师", "safety", "随州市消防协会"),
    ("秦晓梅", "高级会计师", "finance", "随州市审计学会"),
)
#: Who decides: on the lower levels the district, entrusted by the city.
ORGANS = {False: "曾都区养老机构评定委员会", True: "湖北省民政厅"}
MEMBERS = ("鲁明远", "王志强", "蒋文华", "韩立新", "秦晓梅")


class Ratings:
    """Ratings of elder care institutions in every state, and the year's re-checks.

    Days are counted from the day of installation, so that the lists look as in use.
    """

    def __init__(self, desk):
        self.desk = desk
        self.env = desk.env
        self.today = fields.Date.context_today(desk.office.division())

    def open(self):
        """Put experts on the list, take homes through their ratings, draw re-checks."""
        self.experts = self.act("rating.expert").create(
            [
                {"name": name, "title": title, "field": field, "employer": employer}
                for name, title, field, employer in EXPERTS
            ]
        )
        self.lapse()
        for course in COURSES:
            self.run(*course)
        self.score_own()
        self.recheck()

    def lapse(self):
        """Put a rating on record that is over, as the city knew it."""
        rating = self.act("rating").create(
            {
                "institution_id": self.home("府河镇夕照养老院（演示）", 31).id,
                "origin": "register",
                "applied_level": "1",
                "granted_until": self.today - timedelta(days=20),
            }
        )
        rating.action_note_known()
        self.env["civil.institution.rating"]._cron_lapse()

    def act(self, model, login="care"):
        """Return a model as somebody works with it."""
        return self.desk.act(login, self.env[f"civil.institution.{model}"])

    def head(self, rating):
        return self.desk.act("care_head", rating)

    def home(self, name, residents):
        """Put an institution on record that has been filed for two years."""
        homes = self.desk.act("care", self.env["civil.institution"])
        home = homes.create(
            {
                "name": name,
                "division_id": self.town(name).id,
                "kind_id": self.env.ref("civil_institution.kind_home").id,
                "legal_form": "private_unit",
                "ownership": "private",
                "beds_approved": BEDS,
                "beds_nursing": BEDS // 2,
                "resident_count": residents,
                "last_self_check": self.today.replace(day=1),
                "last_checked_on": self.today,
                "first_admission_on": self.today - relativedelta(years=2, months=1),
            }
        )
        home.action_note_filed(self.today - relativedelta(years=2))
        self.act("staff").create(
            [
                {
                    "institution_id": home.id,
                    "name": carer,
                    "certificate_no": f"鄂护{home.id:04d}{number}",
                    "since": self.today - relativedelta(years=2),
                }
                for number, carer in enumerate(CARERS, 1)
            ]
        )
        return home

    def town(self, name):
        """Return the town whose name an institution's begins with, or the district."""
        towns = self.env["civil.division"].search([("level", "=", "town")])
        found = towns.filtered(lambda town: name.startswith(town.name))
        return found[:1] or self.desk.office.division()

    def run(self, name, residents, level, own, shares, until):
        """Take a home through its rating until a step."""
        rating = self.draft(self.home(name, residents), level, own)
        steps = {
            "apply": self.hand_in,
            "review": self.review,
            "visit": lambda one: self.visit(one, shares),
            "decide": self.decide,
            "publish": lambda one: one.action_publish(),
            "announce": self.announce,
            "cancel": self.cancel,
        }
        for step in STEPS:
            if (step, until) == ("decide", "fail"):
                self.fail(rating)
                return
            steps[step](rating)
            if step == until:
                return

    def draft(self, home, level, share, login="care"):
        rating = self.act("rating", login).create(
            {
                "institution_id": home.id,
                "applied_level": level,
                "declares_no_accident": True,
                "self_summary": "管理制度健全，照料护理规范，近年无重大责任事故。",
            }
        )
        for score in rating.score_ids:
            score.self_score = round(score.item_id.max_score * share, 1)
        rating.material_ids.is_handed_in = True
        return rating

    def hand_in(self, rating):
        rating.action_apply()

    def review(self, rating):
        rating.material_ids.review = "good"
        rating.action_review()

    def visit(self, rating, shares):
        """Draw experts, and take their sheets in."""
        rating.visited_on = self.today
        rating.action_draw_experts()
        rating.action_visit()
        for sheet, share in zip(rating.sheet_ids, shares, strict=True):
            for place, mark in enumerate(sheet.mark_ids):
                rest = share + (-0.02, 0, 0.02)[place % 3]
                mark.score = round(mark.item_id.max_score * rest, 1)
            sheet.signed_on = self.today
        rating.sheet_ids.action_sign()

    def decide(self, rating):
        """Record the decision: of the district's committee below level 3."""
        high = rating.applied_level > "2"
        rating.write(
            {
                "report_no": f"曾民报〔{self.today.year}〕{rating.id:03d}号",
                "reported_on": self.today,
                "decided_by": "province" if high else "district",
                "decision_organ": "湖北省民政厅"
                if high
                else "曾都区养老机构评定委员会",
                "decision_no": f"评审〔{self.today.year}〕{rating.id:03d}号",
                "decided_on": self.today,
                "decided_level": rating.applied_level,
                "vote_ids": [
                    fields.Command.create(
                        {
                            "member": member,
                            "vote": "for" if place else "abstained",
                        }
                    )
                    for place, member in enumerate(() if high else MEMBERS)
                ],
            }
        )
        self.head(rating).action_decide()

    def fail(self, rating):
        """Record that a home's points don't reach the level."""
        rating.write(
            {
                "decided_by": "city",
                "decision_organ": "随州市民政局",
                "decision_no": f"随评审〔{self.today.year}〕{rating.id:03d}号",
                "decided_on": self.today,
                "report_no": f"曾民报〔{self.today.year}〕{rating.id:03d}号",
                "reported_on": self.today,
                "refusal_reason": "现场评定总分和设施设备部分得分率未达到二级要求",
            }
        )
        self.head(rating).action_fail()

    def announce(self, rating):
        """Announce a rating whose publicity began days ago."""
        back = timedelta(days=12)
        days = ("publicity_from", "publicity_to")
        rating._write_guarded({name: rating[name] - back for name in days})
        rating.announcement_no = f"曾民公告〔{self.today.year}〕{rating.id:03d}号"
        self.head(rating).action_announce()

    def cancel(self, rating):
        rating.write(
            {
                "end_ground_id": self.env.ref(
                    "civil_institution.rating_ground_fraud"
                ).id,
                "end_note": "复核发现申报材料中护理员证书不实",
            }
        )
        self.head(rating).action_cancel()

    def score_own(self):
        """Have the institution's own staff begin its self-score."""
        homes = self.desk.act("home_staff", self.env["civil.institution"]).search([])
        for home in homes[:1]:
            rating = self.draft(home, "3", 0.85, "home_staff")
            rating.material_ids[-1:].is_handed_in = False

    def recheck(self):
        """Draw the year's re-checks, and put the first one's result down."""
        year = self.act("rating.round").create(
            {"division_id": self.desk.office.division().id}
        )
        year.action_draw()
        year.recheck_ids[:1].write(
            {"checked_on": self.today, "result": "kept", "note": "各项保持原等级水平"}
        )
