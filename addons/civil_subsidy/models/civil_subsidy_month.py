import base64
import json
import logging
from decimal import Decimal
from pathlib import Path

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import SQL

_logger = logging.getLogger(__name__)

#: The month's files: import kind, name pattern, and whether the month can do without.
FILES = (
    ("divisions", "divisions*", False),
    ("subsidy_standard", "standards*", True),
    ("cremation", "cremations*", False),
    ("destitute", "destitute*{period}*", False),
    ("disability_roster", "disability_roster*{period}*", True),
)
#: What a file of the month may be.
SUFFIXES = (".csv", ".txt", ".xls", ".xlsx")
OUTCOMES = ("payable", "held", "blocked", "not_due")


class CivilSubsidyMonth(models.AbstractModel):
    """One month without a screen: import, compute, approve, write request files.

    Runs through the same imports and the same workflow as the screens do, with
    three people of its own for maker, reviewer and approver, on a database that is
    nobody's office (``scripts/month`` makes one).
    """

    _name = "civil.subsidy.month"
    _description = "Subsidy Month Without a Screen"

    @api.model
    def _run(self, inputs, period, json_path, progress=None):
        """Process the directory ``inputs`` for ``period`` (``YYYY-MM``).

        Writes the report to ``json_path`` and the request files beside it.

        :return: the report, as written.
        :raise UserError: in a sentence, when a file is missing or can't be read.
        """
        say = progress or _logger.info
        inputs, json_path = Path(inputs), Path(json_path)
        month = fields.Date.to_date(f"{period}-01")
        self._open_district(inputs, say)
        roster = self._import_files(inputs, month, say)
        self._bank()
        team = self._team()
        batches = self._compute(month, team, say)
        report = self._report(roster, batches)
        for batch in batches:
            self._pay(batch, team, json_path.parent, say)
        json_path.write_text(
            json.dumps(report, ensure_ascii=False, indent=1), encoding="utf-8"
        )
        say(self.env._("Report: %(path)s", path=json_path))
        return report

    # Files

    def _find_files(self, inputs, pattern, period):
        """The files of a kind: those that name the month, else all of the kind."""
        for wanted in (pattern.format(period=period), pattern.replace("*{period}", "")):
            found = [
                path
                for path in sorted(inputs.glob(wanted))
                if path.suffix.lower() in SUFFIXES
            ]
            if found:
                return found
        return []

    def _open_district(self, inputs, say):
        """Take the division tree first: everything else is placed in it."""
        for path in self._find_files(inputs, FILES[0][1], ""):
            say(path.name)
            self._load("divisions", path)
        if not self.env["civil.division"]._open_district():
            raise UserError(
                self.env._(
                    "There is no district in the database and no divisions*.csv in "
                    "%(directory)s.",
                    directory=inputs,
                )
            )

    def _district(self):
        return self.env["civil.division"].search([("level", "=", "district")], limit=1)

    def _load(self, kind, path, month=None):
        """Bring in a file and take its good lines.

        :raise UserError: when nothing of it can be read
        """
        job = self.env["civil.import"]._load(
            kind,
            path.name,
            path.read_bytes(),
            period=month,
            division=self._district() or None,
            take="good",
        )
        if job.state == "refused" and not job.line_ids:
            raise UserError(job.message)
        return job

    def _import_files(self, inputs, month, say):
        jobs = self.env["civil.import"]
        for kind, pattern, required in FILES[1:]:
            paths = self._find_files(inputs, pattern, f"{month:%Y-%m}")
            if required and not paths:
                raise UserError(
                    self.env._(
                        "%(directory)s has no file %(pattern)s.",
                        directory=inputs,
                        pattern=pattern.format(period=f"{month:%Y-%m}"),
                    )
                )
            for path in paths:
                job = self._load(kind, path, month)
                say(f"{path.name}: {job.message or ''}")
                if kind == "disability_roster":
                    jobs |= job
        return jobs

    # Batches

    def _team(self):
        """Three people for the three steps, and two of finance for the bank."""
        division = self._district()
        team = {}
        for step, group in (
            ("maker", "civil_subsidy.group_clerk"),
            ("reviewer", "civil_subsidy.group_head"),
            ("approver", "civil_subsidy.group_deputy"),
            ("finance", "civil_base.group_finance"),
            ("confirmer", "civil_base.group_finance"),
        ):
            login = f"month-{step}"
            users = self.env["res.users"].with_context(no_reset_password=True)
            team[step] = users.search([("login", "=", login)]) or users.create(
                {
                    "name": login,
                    "login": login,
                    "lang": self.env.user.lang,
                    "group_ids": [Command.set(self.env.ref(group).ids)],
                    "division_ids": [Command.set(division.ids)],
                }
            )
        return team

    def _bank(self):
        """An agent bank for the request files, where the database has none."""
        agents = self.env["civil.bank.agent"]
        return agents.search([], limit=1) or agents.create(
            {
                "statement_required": False,
                "name": self.env._("Agent Bank"),
                "code": "DF",
                "agreement_number": "0",
                "division_id": self._district().id,
                "format_request_id": self.env.ref("civil_subsidy.bank_format_df").id,
                "format_result_id": self.env.ref("civil_subsidy.bank_format_dr").id,
            }
        )

    def _compute(self, month, team, say):
        """A computed batch for every program that the month's rosters claim."""
        district = self._district()
        batches = self.env["civil.subsidy.batch"].with_user(team["maker"])
        for program in self.env["civil.subsidy.program"].search([]):
            claimed = self.env["civil.subsidy.roster.line"].search_count(
                [("period", "=", month), ("program_ids", "in", program.ids)], limit=1
            )
            if claimed:
                batches |= batches.create(
                    {
                        "program_id": program.id,
                        "period": month,
                        "division_id": district.id,
                    }
                )
        batches.action_compute()
        for batch in batches:
            say(self.env._("%(batch)s: computed", batch=batch.name))
        return batches

    def _pay(self, batch, team, directory, say):
        """Approve what is payable and write its request file into ``directory``."""
        if not batch._has("payable"):
            return
        batch.action_publish()
        batch.action_submit()
        batch.with_user(team["reviewer"]).action_review()
        batch.with_user(team["approver"]).action_approve()
        finance = batch.with_user(team["finance"])
        finance.action_export()
        for file in finance._request_files():
            path = directory / file.name
            content = file.with_context(bin_size=False).content
            path.write_bytes(base64.b64decode(content))
            say(self.env._("Request file: %(path)s", path=path))

    # Report

    def _report(self, roster, batches):
        """Everything that the month decided, claim by claim."""
        claims = self._claims(batches)
        money = {"count": 0, "amount": Decimal()}
        programs = {
            batch.program_id.code: {outcome: dict(money) for outcome in OUTCOMES}
            for batch in batches
        }
        towns = {name: dict(money) for name in self._towns(roster)}
        reasons = {}
        for town, *_person, program, outcome, amount, codes in claims:
            cells = [programs[program][outcome]]
            if outcome == "payable":
                cells.append(towns[town])
            for cell in cells:
                cell["count"] += 1
                cell["amount"] += Decimal(amount)
            for code in codes:
                reasons[code] = reasons.get(code, 0) + 1
        for cell in (
            *towns.values(),
            *(c for p in programs.values() for c in p.values()),
        ):
            cell["amount"] = f"{cell['amount']:.2f}"
        return {
            "rows": self._count_rows(roster),
            "rejected": self._rejected(roster),
            "programs": programs,
            "reasons": dict(sorted(reasons.items())),
            "towns": towns,
            "claims": claims,
        }

    def _count_rows(self, roster):
        return self.env["civil.subsidy.roster.line"].search_count(
            [("import_id", "in", roster.ids)]
        )

    def _rejected(self, roster):
        """Lines that claim nothing, and sheets that were refused."""
        lines = self.env["civil.import.line"].search(
            [("import_id", "in", roster.ids), ("status", "=", "error")]
        )
        return [[line.sheet, line.row, line.message] for line in lines]

    def _towns(self, roster):
        rows = self.env.execute_query(
            SQL(
                """
                SELECT t.name FROM civil_division t
                WHERE t.id IN (SELECT town_id FROM civil_subsidy_roster_line
                    WHERE import_id IN %s)
                ORDER BY t.code
                """,
                tuple(roster.ids) or (0,),
            )
        )
        return [name for (name,) in rows]

    def _claims(self, batches):
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT town.name, line.row, coalesce(line.name, ''),
                    coalesce(line.identity_number, ''), program.code, p.outcome,
                    round(p.amount, 2)::text, coalesce(array_agg(c.code ORDER BY
                        c.sequence, c.id) FILTER (WHERE c.id IS NOT NULL), '{}')
                FROM civil_subsidy_payment p
                JOIN civil_subsidy_roster_line line ON line.id = p.line_id
                JOIN civil_division town ON town.id = p.town_id
                JOIN civil_subsidy_program program ON program.id = p.program_id
                LEFT JOIN civil_subsidy_finding found
                    ON found.payment_id = p.id AND found.outcome <> 'warned'
                LEFT JOIN civil_subsidy_check c ON c.id = found.check_id
                WHERE p.batch_id IN %s
                GROUP BY p.id, line.id, town.id, program.id
                ORDER BY town.code, line.row, program.sequence, program.id
                """,
                tuple(batches.ids) or (0,),
            )
        )
        return [list(row) for row in rows]
