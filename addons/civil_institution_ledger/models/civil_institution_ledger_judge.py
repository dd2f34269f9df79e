import datetime

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.civil_institution_care.tools.occupancy import spans

from ..tools.exact import exact

#: How far back the books are looked at.
_MONTHS = 12


class CivilInstitutionLedgerJudge(models.AbstractModel):
    """What is wrong in the books of homes: each kind by one statement over all homes.

    Every finding is a tuple: home, day, amount, model and id of the source, and what
    its sentence says.
    """

    _name = "civil.institution.ledger.judge"
    _description = "Judgment on Homes' Books"

    @api.model
    def _findings(self, homes, today):
        """Yield values of findings of homes, as of a day."""
        self.env.flush_all()
        since = today.replace(day=1) - relativedelta(months=_MONTHS)
        for kind in self._kinds():
            for row in getattr(self, f"_find_{kind}")(homes, since, today):
                home, day, amount, model, res_id, words = row
                yield {
                    "kind": kind,
                    "institution_id": home,
                    "date": day,
                    "amount": amount or 0,
                    "res_model": model,
                    "res_id": res_id,
                    "words": words,
                }

    @api.model
    def _kinds(self):
        """Return the kinds that are looked for; addons add theirs.

        Each has a method ``_find_<kind>`` and a sentence.
        """
        return (
            "ghost",
            "stranger",
            "dead",
            "cash_over",
            "cash_late",
            "one_person",
            "over_standard",
            "no_meals",
        )

    def _said(self, kind, words, lang):
        """What a finding says in a language; records are called by their names."""
        judge = self.with_context(lang=lang)
        words = {
            key: value.with_context(lang=lang).name
            if isinstance(value, models.BaseModel)
            else value
            for key, value in words.items()
        }
        return judge._sentence(kind, words)

    def _sentence(self, kind, words):
        """What a finding says, in the language of the environment."""
        env = self.env
        return {
            "ghost": lambda: env._(
                "%(booked)s residents were booked for meals, %(present)s were there",
                **words,
            ),
            "stranger": lambda: env._(
                "Money of %(month)s came in for %(name)s, who didn't live there then",
                **words,
            ),
            "dead": lambda: env._(
                "Money of %(month)s came in for %(name)s, who died on %(died)s", **words
            ),
            "cash_over": lambda: env._(
                "%(cash)s of cash is on hand, the limit is %(limit)s", **words
            ),
            "cash_late": lambda: env._(
                "“%(account)s”: %(short)s that came in as cash wasn't banked within "
                "%(days)s days",
                **words,
            ),
            "one_person": lambda: env._(
                "%(number)s was put down and accepted by one user, %(user)s", **words
            ),
            "over_standard": lambda: env._(
                "%(over)s more was cooked in %(month)s than the standard allows",
                **words,
            ),
            "no_meals": lambda: env._(
                "%(present)s residents were there, their meals aren't put down", **words
            ),
        }[kind]()

    @api.model
    def _present_by_day(self, homes, first, last):
        """SQL of ``institution_id, day, present``: who was there on each day."""
        return SQL(
            """
            SELECT span.institution_id, day::date AS day,
                   COUNT(*) FILTER (WHERE NOT EXISTS (
                       SELECT FROM civil_institution_absence away
                        WHERE away.stay_id = span.stay_id
                          AND away.date_from <= day
                          AND (away.date_to IS NULL OR away.date_to > day)
                   )) AS present
              FROM (%s) AS span
             CROSS JOIN LATERAL generate_series(
                       span.day_from, span.day_to - 1, '1 day') AS day
             GROUP BY span.institution_id, day
            """,
            spans(first, last, SQL("p.institution_id = ANY(%s)", list(homes.ids))),
        )

    def _find_ghost(self, homes, since, today):
        rows = self.env.execute_query(
            SQL(
                """
                SELECT meal.institution_id, meal.date, meal.id, meal.persons,
                       COALESCE(there.present, 0)
                  FROM civil_institution_ledger_meal meal
                  LEFT JOIN (%s) AS there
                    ON there.institution_id = meal.institution_id
                   AND there.day = meal.date
                 WHERE meal.institution_id = ANY(%s) AND meal.date >= %s
                   AND meal.persons > COALESCE(there.present, 0)
                """,
                self._present_by_day(homes, since, today),
                list(homes.ids),
                since,
            )
        )
        for home, day, meal, booked, present in rows:
            words = {"booked": booked, "present": present}
            yield home, day, None, "civil.institution.ledger.meal", meal, words

    def _find_no_meals(self, homes, since, today):
        rows = self.env.execute_query(
            SQL(
                """
                SELECT month.institution_id, there.day, month.id, there.present
                  FROM civil_institution_ledger_month month
                  JOIN (%s) AS there
                    ON there.institution_id = month.institution_id
                   AND date_trunc('month', there.day)::date = month.month
                 WHERE month.institution_id = ANY(%s) AND there.day < %s
                   AND there.present > 0 AND NOT EXISTS (
                       SELECT FROM civil_institution_ledger_meal meal
                        WHERE meal.institution_id = month.institution_id
                          AND meal.date = there.day)
                """,
                self._present_by_day(homes, since, today),
                list(homes.ids),
                today,
            )
        )
        for home, day, month, present in rows:
            words = {"present": present}
            yield home, day, None, "civil.institution.ledger.month", month, words

    def _heads(self, homes, since, condition):
        return self.env.execute_query(
            SQL(
                """
                SELECT head.institution_id, voucher.date, head.amount, voucher.id,
                       head.month, stay.person_name, resident.death_date
                  FROM civil_institution_ledger_person head
                  JOIN civil_institution_ledger_voucher voucher
                    ON voucher.id = head.voucher_id AND voucher.state = 'entered'
                  JOIN civil_institution_stay stay ON stay.id = head.stay_id
                  LEFT JOIN civil_resident resident ON resident.id = stay.resident_id
                 WHERE head.institution_id = ANY(%s) AND head.month >= %s
                   AND NOT EXISTS (
                       SELECT FROM civil_institution_ledger_voucher back
                        WHERE back.reverses_id = voucher.id
                          AND back.state = 'entered')
                   AND (%s)
                """,
                list(homes.ids),
                since,
                condition,
            )
        )

    def _find_dead(self, homes, since, _today):
        dead = SQL("resident.death_date < head.month")
        for home, day, amount, voucher, month, name, died in self._heads(
            homes, since, dead
        ):
            words = {"month": f"{month:%Y-%m}", "name": name, "died": str(died)}
            model = "civil.institution.ledger.voucher"
            yield home, day, amount, model, voucher, words

    def _find_stranger(self, homes, since, _today):
        # Who died is told of as dead.
        away = SQL(
            """
            (resident.death_date IS NULL OR resident.death_date >= head.month)
            AND NOT EXISTS (
                SELECT FROM civil_institution_placement place
                 WHERE place.stay_id = stay.id
                   AND place.institution_id = head.institution_id
                   AND place.date_from < head.month + INTERVAL '1 month'
                   AND (place.date_to IS NULL OR place.date_to > head.month))
            """
        )
        for home, day, amount, voucher, month, name, _died in self._heads(
            homes, since, away
        ):
            words = {"month": f"{month:%Y-%m}", "name": name}
            model = "civil.institution.ledger.voucher"
            yield home, day, amount, model, voucher, words

    def _find_cash_over(self, homes, _since, today):
        limit = self.env["civil.parameter"]._get("institution.cash_limit", today)
        rows = self.env.execute_query(
            SQL(
                """
                SELECT institution_id, MIN(account_id), SUM(cash)
                  FROM civil_institution_ledger_entry
                 WHERE institution_id = ANY(%s) AND date <= %s
                 GROUP BY institution_id HAVING SUM(cash) > %s
                """,
                list(homes.ids),
                today,
                limit,
            )
        )
        for home, account, cash in rows:
            words = {"cash": f"{exact(cash):.2f}", "limit": str(limit)}
            model = "civil.institution.ledger.account"
            yield home, today, exact(cash) - limit, model, account, words

    def _find_cash_late(self, homes, _since, today):
        """Cash that came in is banked as a whole; it isn't spent (不得坐支)."""
        days = self.env["civil.parameter"]._get("institution.cash_bank_days", today)
        until = today - datetime.timedelta(days=days)
        rows = self.env.execute_query(
            SQL(
                """
                SELECT institution_id, account_id, cash_in - banked FROM (
                    SELECT institution_id, account_id,
                           COALESCE(SUM(cash) FILTER (
                               WHERE kind = 'receipt'
                               AND date <= %(until)s), 0) AS cash_in,
                           COALESCE(SUM(bank) FILTER (
                               WHERE kind = 'banking'), 0) AS banked
                      FROM civil_institution_ledger_entry
                     WHERE institution_id = ANY(%(homes)s) AND date <= %(today)s
                     GROUP BY institution_id, account_id
                ) AS cash WHERE cash_in > banked
                """,
                until=until,
                today=today,
                homes=list(homes.ids),
            )
        )
        accounts = self.env["civil.institution.ledger.account"]
        for home, account, short in rows:
            kind = accounts.browse(account).kind_id
            words = {"account": kind, "short": f"{exact(short):.2f}", "days": days}
            yield home, today, short, accounts._name, account, words

    def _find_one_person(self, homes, since, _today):
        purchases = self.env["civil.institution.ledger.purchase"].search(
            [
                ("institution_id", "in", homes.ids),
                ("is_one_person", "=", True),
                ("date", ">=", since),
            ]
        )
        for one in purchases:
            words = {"number": one.number, "user": one.accepted_uid.sudo().name}
            home = one.institution_id.id
            yield home, one.date, one.amount, one._name, one.id, words

    def _find_over_standard(self, homes, since, _today):
        months = self.env["civil.institution.ledger.month"].search(
            [
                ("institution_id", "in", homes.ids),
                ("surplus", "<", 0),
                ("month", ">=", fields.Date.to_string(since)),
                ("state", "!=", "draft"),
            ]
        )
        for one in months:
            words = {"over": f"{-one.surplus:.2f}", "month": f"{one.month:%Y-%m}"}
            home = one.institution_id.id
            yield home, one._last_day(), -one.surplus, one._name, one.id, words
