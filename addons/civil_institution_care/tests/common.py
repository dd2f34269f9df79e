import datetime

from freezegun import freeze_time

from odoo.addons.civil_institution.tests.common import InstitutionCase
from odoo.addons.civil_resident.tests.common import make_number

NOW = "2024-06-03 02:00:00"
TODAY = datetime.date(2024, 6, 3)
PAPERS = {
    "emergency_name": "程小妹",
    "emergency_relation": "女儿",
    "emergency_phone": "13800000000",
    "has_application": True,
    "has_identity_copy": True,
    "has_household_book": True,
    "medical_report_on": "2024-05-20",
}


class CareCase(InstitutionCase):
    """Two homes with beds, their people, assessors, and old people."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        frozen = freeze_time(NOW)
        frozen.start()
        cls.addClassCleanup(frozen.stop)
        cls.env = cls.env(context={**cls.env.context, "lang": "en_US"})
        cls.home, cls.other = (home.with_env(cls.env) for home in (cls.home, cls.other))
        cls.beds = cls.make_beds(cls.home, rooms=3, beds=2).with_env(cls.env)
        cls.other_beds = cls.make_beds(cls.other).with_env(cls.env)
        cls.assessor, cls.second = (
            cls.make_user(f"care_{name}", "civil_assessment.group_assessor")
            for name in ("assessor", "second")
        )
        cls.self_care, cls.half, cls.full, cls.special = (
            cls.env.ref(f"civil_institution_care.care_level_{code}")
            for code in ("self", "half", "full", "special")
        )

    @classmethod
    def make_resident(cls, name="程咬金", born="19400305", order="003", **vals):
        return cls.env["civil.resident"].create(
            {
                "name": name,
                "identity_number": make_number(born, order),
                "division_id": cls.east.id,
                **vals,
            }
        )

    @classmethod
    def enquire(cls, person=None, user=None, **vals):
        """An enquiry with everything an application needs, by the home's staff."""
        stays = cls.env["civil.institution.stay"].with_user(user or cls.keeper)
        person = (person or cls.make_resident()).sudo()
        if stays.env.user == cls.keeper:
            named = {
                "person_name": person.name,
                "identity_input": person.identity_number,
            }
        else:
            named = {"resident_id": person.id}
        return stays.create({"institution_id": cls.home.id, **named, **PAPERS, **vals})

    @classmethod
    def assess(cls, person, total=70, date="2024-06-01", **vals):
        """An assessment of ability, signed by both assessors."""
        sheet = (
            cls.env["civil.assessment"]
            .with_user(cls.assessor)
            .create(
                {
                    "resident_id": person.id,
                    "date": date,
                    "assessor1_id": cls.assessor.id,
                    "assessor2_id": cls.second.id,
                    **vals,
                }
            )
        )
        left = total
        for answer in sheet.answer_ids:
            options = answer.item_id.option_ids
            best = options.filtered(lambda one, left=left: one.score <= left)
            answer.option_id = best.sorted("score")[-1]
            left -= answer.option_id.score
        sheet.action_score()
        sheet.action_sign_first()
        sheet.write(
            {
                "signer_kind": "person",
                "signer_name": person.name,
                "person_signed_on": date,
            }
        )
        sheet.with_user(cls.second).action_sign_second()
        return sheet

    @classmethod
    def assess_risks(cls, person, date="2024-06-01"):
        """The nine risks, told to the family."""
        sheet = (
            cls.env["civil.assessment.risk"]
            .with_user(cls.assessor)
            .create({"resident_id": person.id, "date": date})
        )
        for line in sheet.line_ids:
            line.level = "none"
        sheet.line_ids[0].write({"level": "high", "measures": "软食，专人看护进食"})
        sheet.action_assess()
        sheet.write({"told_to": "程小妹", "told_relation": "女儿", "told_on": date})
        sheet.action_sign()
        return sheet

    @classmethod
    def agree(cls, stay, kind="service", **vals):
        """An agreement signed by all."""
        agreement = (
            cls.env["civil.institution.agreement"]
            .with_user(cls.keeper)
            .create(
                {
                    "stay_id": stay.id,
                    "kind": kind,
                    "date_from": "2024-06-03",
                    "date_until": "2025-06-02",
                    "level_id": cls.self_care.id,
                    "place": "1号楼",
                    "institution_signer": "董秀兰",
                    "person_signer": "程咬金",
                    "contact_signer": "程小妹",
                    "notified_on": "2024-06-01" if kind == "supplement" else False,
                    "signed_on": "2024-06-02",
                    **vals,
                }
            )
        )
        agreement.action_sign()
        return agreement

    @classmethod
    def assessed(cls, person=None, total=70, **vals):
        """A stay of somebody who was assessed."""
        stay = cls.enquire(person, **vals)
        cls.assess(stay.resident_id.with_env(cls.env), total)
        cls.assess_risks(stay.resident_id.with_env(cls.env))
        stay.action_apply()
        stay.action_assess()
        return stay

    @classmethod
    def living(cls, bed=None, date="2024-01-01", person=None, home=None, **vals):
        """A stay of somebody who lives in the home since a day."""
        home = home or cls.home
        stay = cls.enquire(person, user=cls.clerk, institution_id=home.id, **vals)
        stay.action_note_resident(
            bed_id=(bed or cls.beds[0]).id, date=date, level_id=cls.self_care.id
        )
        return stay
