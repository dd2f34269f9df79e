"""What homes charge and what is claimed for them: standards, prices, assessments."""

from odoo.tools import SQL

ABILITY = {"0": "1", "1": "1.5", "2": "2", "3": "3", "4": "3.25"}
RATING = {"0": "0.8", "1": "1", "2": "1", "3": "1.1", "4": "1.2", "5": "1.3"}
COMPLIANCE = {"sound": "1", "rectifying": "0.5", "watched": "0"}


def prepare(env, homes):
    """Let homes charge fees, and be claimed operating subsidies for.

    :param env: environment of the superuser
    :param homes: institutions, filed
    """
    _set_standards(env)
    _insure(env, homes)
    _assess(env)
    _price(env, homes)


def _set_standards(env):
    program = env.ref("civil_institution_subsidy.program_operating")
    env["civil.subsidy.standard"].create(
        {
            "class_id": env.ref("civil_institution_subsidy.class_operating").id,
            "amount": 200,
            "least_days": 15,
            "leave_days": 7,
            "date_from": "2020-01-01",
        }
    )
    factors = {"ability": ABILITY, "rating": RATING, "compliance": COMPLIANCE}
    env["civil.institution.coefficient"].create(
        [
            {
                "program_id": program.id,
                "kind": kind,
                "key": key,
                "factor": float(factor),
                "date_from": "2020-01-01",
            }
            for kind, keys in factors.items()
            for key, factor in keys.items()
        ]
    )


def _insure(env, homes):
    partners = env["res.partner"].create(
        [{"name": home.name, "is_company": True} for home in homes]
    )
    for home, partner in zip(homes, partners, strict=True):
        home.payee_partner_id = partner
    env["res.partner.bank"].create(
        [
            {"partner_id": partner.id, "acc_number": f"8201000000{partner.id:08d}"}
            for partner in partners
        ]
    )
    kind = env.ref("civil_institution.paper_kind_insurance")
    env["civil.institution.paper"].create(
        [
            {
                "institution_id": home.id,
                "kind_id": kind.id,
                "number": f"P{home.id}",
                "issued_on": "2020-01-01",
                "valid_until": "2099-12-31",
            }
            for home in homes
        ]
    )
    env.flush_all()


def _assess(env):
    """Put a signed assessment of everybody on record."""
    standard = env.ref("civil_assessment.standard_ability")
    env.cr.execute(
        SQL(
            """
            INSERT INTO civil_assessment (name, company_id, resident_id, division_id,
                instrument, standard_id, date, reason, state, final_level_id,
                valid_until, institution_until, assessor1_id, event_fall, event_lost,
                event_choke, event_suicide, event_other, pressure_injury)
            SELECT 'T', %(company)s, s.resident_id, s.division_id, 'ability',
                   %(standard)s, current_date - 200, 'first', 'signed',
                   (%(levels)s)[1 + s.id %% %(count)s], current_date + 500,
                   current_date + 500, 1, '0', '0', '0', '0', '0', 'none'
              FROM civil_institution_stay s
            """,
            company=env.company.id,
            standard=standard.id,
            levels=standard.level_ids.ids,
            count=len(standard.level_ids),
        )
    )


def _price(env, homes):
    """Publish what each home takes for bed, meals and the levels of care."""
    items = {
        code: env.ref(f"civil_institution_fee.fee_item_{code}").id
        for code in ("bed", "meal", "care")
    }
    levels = env["civil.institution.care.level"].search([])
    prices = [("bed", 1200, False), ("meal", 620, False)]
    prices += [("care", 300 + 100 * at, level.id) for at, level in enumerate(levels)]
    env["civil.institution.fee.price"].create(
        [
            {
                "institution_id": home.id,
                "item_id": items[code],
                "amount": amount,
                "level_id": level,
                "date_from": "2020-01-01",
            }
            for home in homes
            for code, amount, level in prices
        ]
    )
    env.flush_all()
    env.cr.execute("UPDATE civil_institution_fee_price SET state = 'published'")
    env.invalidate_all()
