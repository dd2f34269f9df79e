"""A district of any size: people, accounts and entitlements, by a few statements.

What a month has to deal with is strewn in at fixed intervals, so that two runs of one
size have the same rows: deaths, suspensions, ends and newcomers, changed classes,
accounts that are missing, of another holder, or shared by many, and a second program
that gives or takes way by a stacking rule.
"""

from datetime import date
from itertools import product

from odoo.tools import SQL

from odoo.addons.civil_resident.tools.pinyin import pinyin_initials

MONTH = date(2024, 3, 1)
BEFORE = date(2024, 2, 1)
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = "建国秀英桂兰志强玉珍明华春梅海燕丽娟文军永红小平金凤"
#: One person in so many …
EVERY = {
    "second": 20,  # draws the second program too
    "dead": 397,  # died in the month before
    "suspended": 307,
    "ended": 311,
    "new": 101,  # drew nothing before this month
    "aged": 211,  # comes into another class this month
    "moved": 251,  # has another account than last month
    "no_account": 997,
    "other_holder": 701,
    "shared": 1009,  # ten in a row have one account
    "review_late": 503,
}
#: Class code, yuan until February, yuan from March on.
CLASSES = (("80", 100, 100), ("90", 200, 220), ("100", 500, 500))
SECOND_AMOUNT = 150


class Population:
    """People and entitlements on file.

    :param env: environment of the superuser
    :param size: entitlements of the program that is measured
    """

    def __init__(self, env, size):
        self.env = env
        self.size = size

    def build(self):
        """Write everything and return the program that is measured."""
        self._divisions()
        self.program = self._program("bench", "普惠高龄津贴", CLASSES)
        self.second = self._program(
            "bench2", "另一项补贴", (("all", SECOND_AMOUNT, SECOND_AMOUNT),)
        )
        self.env["civil.subsidy.stacking"].create(
            {
                "program_id": self.program.id,
                "other_program_id": self.second.id,
                "rule": "higher",
                "date_from": "2020-01-01",
            }
        )
        self.env.flush_all()
        self.first = self._people()
        self._accounts()
        self._deaths()
        self._entitle(self.program, SQL("TRUE"))
        self._entitle(self.second, self._one_in("second"))
        self.env["civil.subsidy.entitlement"]._refresh_latest(SQL("TRUE"))
        self.env.cr.commit()  # the tables are settled before anything is measured
        self._analyze()
        return self.program

    def _analyze(self):
        for table in ("resident", "resident_account", "death"):
            self.env.cr.execute(f"ANALYZE civil_{table}")
        for table in ("entitlement", "entitlement_version", "payment", "finding"):
            self.env.cr.execute(f"ANALYZE civil_subsidy_{table}")
        self.env.cr.commit()  # statistics are there for whoever plans next

    def _divisions(self):
        self.env["civil.division"]._open_district()

    def _program(self, code, name, classes):
        program = self.env["civil.subsidy.program"].create(
            {
                "name": name,
                "code": code,
                "remark": name,
                "bank_agent_id": self.env["civil.subsidy.month"]._bank().id,
            }
        )
        for label, before, after in classes:
            made = self.env["civil.subsidy.class"].create(
                {"program_id": program.id, "name": label, "code": label}
            )
            dates = (("2021-01-01", "2024-02-29", before), ("2024-03-01", False, after))
            for start, end, amount in dates:
                self.env["civil.subsidy.standard"].create(
                    {
                        "class_id": made.id,
                        "amount": amount,
                        "date_from": start,
                        "date_to": end,
                    }
                )
        return program

    @staticmethod
    def _one_in(what):
        """SQL condition on the person's place ``n``."""
        return SQL("n %% %s = %s", EVERY[what], EVERY[what] - 1)

    # People

    def _people(self):
        """Write the residents and return the id of the first; the others follow it."""
        names = [a + b + c for a, b, c in product(SURNAMES, GIVEN, GIVEN)]
        [[first]] = self.env.execute_query(
            SQL("SELECT nextval('civil_resident_id_seq')")
        )
        digits = SQL(" + ").join(
            SQL("substr(stem, %s, 1)::integer * %s", at + 1, pow(2, 17 - at, 11))
            for at in range(17)
        )
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO civil_resident (
                    id, name, pinyin_initials, identity_number, identity_tail,
                    identity_state, birth_date, sex, division_id, town_id, death_date,
                    active, create_uid, create_date, write_uid, write_date)
                SELECT %(first)s + n, names.name, names.initials, number,
                    right(number, 4), 'ok', birth,
                    CASE WHEN n / 20000 %% 2 = 0 THEN 'female' ELSE 'male' END,
                    place.id, place.town_id, CASE WHEN %(dead)s THEN %(died)s END,
                    TRUE, 1, now() AT TIME ZONE 'UTC', 1, now() AT TIME ZONE 'UTC'
                FROM (
                    SELECT n, birth, stem || substr('10X98765432',
                        (%(digits)s) %% 11 + 1, 1) AS number
                    FROM (
                        SELECT n, birth, '421303' || to_char(birth, 'YYYYMMDD')
                            || lpad((n / 20000)::text, 3, '0') AS stem
                        FROM generate_series(0, %(size)s - 1) n
                        CROSS JOIN LATERAL (
                            SELECT date '1900-01-01' + n %% 20000 AS birth) born) one
                ) person
                JOIN unnest(%(names)s, %(initials)s)
                    WITH ORDINALITY AS names(name, initials, at)
                    ON names.at = n::bigint * 7919 %% %(name_count)s + 1
                JOIN (
                    SELECT id, parent_id AS town_id,
                        row_number() OVER (ORDER BY code) - 1 AS at,
                        count(*) OVER () AS places
                    FROM civil_division WHERE level = 'village') place
                    ON place.at = n %% place.places
                """,
                first=first,
                dead=self._one_in("dead"),
                died=date(2024, 2, 10),
                digits=digits,
                size=self.size,
                names=names,
                initials=[pinyin_initials(name) for name in names],
                name_count=len(names),
            )
        )
        self.env.execute_query(
            SQL("SELECT setval('civil_resident_id_seq', %s)", first + self.size)
        )
        return first

    def _accounts(self):
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO civil_resident_account (
                    sequence, resident_id, bank_name, number, holder, number_doubtful,
                    active, create_uid, create_date, write_uid, write_date)
                SELECT 10, r.id, '曾都农商行', '621700' || lpad((CASE
                        WHEN n %% %(shared)s < 10 THEN n - n %% %(shared)s ELSE n END
                        )::text, 13, '0'),
                    CASE WHEN %(other)s THEN '别人' ELSE r.name END, FALSE, TRUE,
                    1, now() AT TIME ZONE 'UTC', 1, now() AT TIME ZONE 'UTC'
                FROM (SELECT r.*, r.id - %(first)s AS n FROM civil_resident r) r
                WHERE n >= 0 AND NOT (%(none)s)
                """,
                shared=EVERY["shared"],
                other=self._one_in("other_holder"),
                first=self.first,
                none=self._one_in("no_account"),
            )
        )

    def _deaths(self):
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO civil_death (
                    division_id, town_id, resident_id, name, identity_number, source,
                    death_date, create_uid, create_date, write_uid, write_date)
                SELECT division_id, town_id, id, name, identity_number, 'manual',
                    death_date, 1, now() AT TIME ZONE 'UTC', 1,
                    now() AT TIME ZONE 'UTC'
                FROM civil_resident WHERE death_date IS NOT NULL
                """
            )
        )

    # Entitlements

    def _entitle(self, program, who):
        """Grant the program to everybody of whom the condition holds."""
        classes = program.class_ids.sorted("id").ids
        self.env.cr.execute(
            SQL(
                """
                WITH who AS MATERIALIZED (
                    SELECT r.*, 1 + CASE WHEN n %% 50 = 49 THEN least(2, %(last)s)
                        WHEN n %% 5 = 4 THEN least(1, %(last)s) ELSE 0 END AS class,
                        nextval('civil_subsidy_entitlement_id_seq') AS entitlement_id,
                        CASE WHEN %(new)s THEN %(month)s ELSE date '2022-01-01' END
                            AS first_month
                    FROM (SELECT r.*, r.id - %(first)s AS n FROM civil_resident r) r
                    WHERE n >= 0 AND %(who)s ORDER BY n),
                entitlement AS (
                    INSERT INTO civil_subsidy_entitlement (
                        id, division_id, town_id, resident_id, program_id, currency_id,
                        active, create_uid, create_date, write_uid, write_date)
                    SELECT entitlement_id, division_id, town_id, id, %(program)s,
                        %(currency)s, TRUE, 1, now() AT TIME ZONE 'UTC', 1,
                        now() AT TIME ZONE 'UTC'
                    FROM who),
                version AS (
                    SELECT entitlement_id, 'granted' AS kind, first_month AS month,
                        'active' AS state, class, n FROM who
                    UNION ALL
                    SELECT entitlement_id, 'suspended', %(month)s, 'suspended', class,
                        n FROM who WHERE %(suspended)s
                    UNION ALL
                    SELECT entitlement_id, 'ended', %(month)s, 'ended', class, n
                    FROM who WHERE %(ended)s
                    UNION ALL
                    SELECT entitlement_id, 'changed', %(month)s, 'active',
                        least(class, %(last)s) + 1, n
                    FROM who WHERE %(aged)s)
                INSERT INTO civil_subsidy_entitlement_version (
                    entitlement_id, kind, effective_month, state, class_id,
                    person_count, published_to, review_date, reason, recorded_at,
                    recorded_uid, create_uid, create_date, write_uid, write_date)
                SELECT entitlement_id, kind, month, state, (%(classes)s)[class], 1,
                    month - 5, CASE WHEN %(late)s THEN date '2024-02-20' END, '测算',
                    now() AT TIME ZONE 'UTC', 1, 1, now() AT TIME ZONE 'UTC', 1,
                    now() AT TIME ZONE 'UTC'
                FROM version
                """,
                last=len(classes) - 1,
                first=self.first,
                who=who,
                month=MONTH,
                program=program.id,
                currency=self.env.company.currency_id.id,
                classes=classes,
                new=self._one_in("new"),
                suspended=self._one_in("suspended"),
                ended=self._one_in("ended"),
                aged=self._one_in("aged"),
                late=self._one_in("review_late"),
            )
        )

    # Months gone by

    def paid_month(self, program, period, maker):
        """A closed batch of a month gone by, with what it paid and found.

        :param maker: user who made the batch
        :return: the batch
        """
        batch = (
            self.env["civil.subsidy.batch"]
            .with_user(maker)
            .create(
                {
                    "program_id": program.id,
                    "period": period,
                    "division_id": self.env["civil.subsidy.month"]._district().id,
                }
            )
            .sudo()
        )
        self.env.flush_all()
        self.env.cr.execute(self._paid(batch))
        self.env.cr.execute(self._found(batch))
        self.env.cr.execute(
            SQL(
                "UPDATE civil_subsidy_batch SET state = 'closed', content_hash = '-'"
                " WHERE id = %s",
                batch.id,
            )
        )
        self.env["civil.subsidy.total"]._refresh(batch)
        self.env["civil.subsidy.compared"]._refresh(batch)
        self.env.invalidate_all()
        self.env.cr.commit()  # a month is whole before the next one begins
        return batch

    def _paid(self, batch):
        """The INSERT of the month's payments."""
        return SQL(
            """
            INSERT INTO civil_subsidy_payment (
                batch_id, program_id, period, kind, resident_id, entitlement_id,
                version_id, class_id, standard_id, person_count, name, identity_number,
                division_id, town_id, outcome, currency_id, gross_amount,
                deducted_amount, amount, bank_name, account_number, account_holder,
                sequence, reference, grouped, bank_state, bank_code, bank_serial,
                bank_date, create_uid, create_date, write_uid, write_date)
            SELECT %(batch)s, %(program)s, %(period)s, 'regular', resident_id,
                entitlement_id, version_id, class_id, standard_id, 1, name,
                identity_number, division_id, town_id, outcome, currency_id, amount, 0,
                CASE WHEN outcome = 'blocked' THEN 0 ELSE amount END, bank_name,
                number, holder, line, CASE WHEN outcome = 'payable'
                    THEN %(name)s || '-' || lpad(line::text, 7, '0') END, FALSE,
                CASE WHEN outcome = 'payable' THEN 'paid' END,
                CASE WHEN outcome = 'payable' THEN '0000' END,
                CASE WHEN outcome = 'payable' THEN %(name)s || line END,
                CASE WHEN outcome = 'payable' THEN %(period)s::date + 14 END,
                1, now() AT TIME ZONE 'UTC', 1, now() AT TIME ZONE 'UTC'
            FROM (
                SELECT due.*, CASE WHEN outcome = 'payable' THEN row_number()
                    OVER (PARTITION BY outcome ORDER BY town_id, entitlement_id) END
                    AS line
                FROM (
                    SELECT DISTINCT ON (e.id) e.id AS entitlement_id,
                        v.id AS version_id, v.class_id, s.id AS standard_id,
                        s.amount, e.resident_id,
                        r.name, r.identity_number, e.division_id, e.town_id,
                        e.currency_id, a.bank_name, a.holder,
                        CASE WHEN e.id %% %(moved)s = 0 THEN a.number || '9'
                            ELSE a.number END AS number,
                        CASE WHEN e.id %% 59 = 0 THEN 'blocked'
                            WHEN e.id %% 61 = 0 THEN 'held' ELSE 'payable' END
                            AS outcome
                    FROM civil_subsidy_entitlement e
                    JOIN civil_subsidy_entitlement_version v ON v.entitlement_id = e.id
                        AND v.effective_month <= %(period)s
                    JOIN civil_subsidy_standard s ON s.class_id = v.class_id
                        AND s.date_from <= %(period)s
                        AND (s.date_to IS NULL OR s.date_to >= %(period)s)
                    JOIN civil_resident r ON r.id = e.resident_id
                    JOIN civil_resident_account a ON a.resident_id = r.id
                    WHERE e.program_id = %(program)s
                    ORDER BY e.id, v.effective_month DESC) due
            ) lined
            """,
            batch=batch.id,
            program=batch.program_id.id,
            period=batch.period,
            name=batch.name,
            moved=EVERY["moved"],
        )

    def _found(self, batch):
        """The INSERT of what the checks found in the month."""
        return SQL(
            """
            INSERT INTO civil_subsidy_finding (
                batch_id, payment_id, resident_id, division_id, town_id, check_id,
                outcome, create_uid, create_date, write_uid, write_date)
            SELECT p.batch_id, p.id, p.resident_id, p.division_id, p.town_id, c.id,
                p.outcome, 1, now() AT TIME ZONE 'UTC', 1, now() AT TIME ZONE 'UTC'
            FROM civil_subsidy_payment p
            JOIN civil_subsidy_check c ON c.code = CASE p.outcome
                WHEN 'blocked' THEN 'deceased' ELSE 'account_holder_mismatch' END
            WHERE p.batch_id = %s AND p.outcome IN ('blocked', 'held')
            """,
            batch.id,
        )
