import csv
import io
import random
from datetime import date, timedelta

from odoo import fields

from ..tools.population import Population
from .desk import MARCH

#: Days in a year, where a day more or less decides nothing.
YEAR = 365.25


class People:
    """Invents people for the entitlement imports, and writes the files.

    A person is the cells of a line of the import, by heading.
    """

    def __init__(self, desk):
        self.desk = desk
        self.dice = random.Random("district")
        self.population = Population(self.dice, MARCH)
        self.today = fields.Date.context_today(desk.office.division())

    def person(self, youngest, oldest, surname=""):
        """Return the cells of somebody of an age in years, at the end of March."""
        dice = self.dice
        days = dice.uniform(youngest * YEAR, oldest * YEAR)
        town = dice.choice(self.population.towns)
        name = self.population.name()
        return {
            "姓名": surname + name[1:] if surname else name,
            "身份证号": self.population.identity(born=self.born(days)),
            "镇街": town,
            "村（社区）": dice.choice(self.population.villages[town]),
        }

    def born(self, days):
        """Return the birthday so many days before the end of March."""
        return date(2024, 3, 31) - timedelta(days=int(days))

    def account(self, holder):
        """Return the cells of a bank account."""
        banks = ("农商行曾都支行",) * 3 + ("建设银行随州分行",) * 2
        banks += ("邮储银行随州分行", "湖北银行曾都支行")
        return {
            "开户银行": self.dice.choice(banks),
            "银行账号": self.population.account(),
            "户名": holder,
        }

    def agent(self, youngest, oldest):
        """Return the cells of somebody who receives for another, with an account."""
        person = self.person(youngest, oldest)
        return {
            "代领人": person["姓名"],
            "代领人身份证号": person["身份证号"],
            **self.account(person["姓名"]),
        }

    def first_month(self, last=date(2024, 2, 1), years=5):
        """Return a month of the years up to ``last``, as it is written."""
        months = last.year * 12 + last.month - 1 - self.dice.randrange(years * 12)
        return f"{months // 12}-{months % 12 + 1:02d}"

    def review(self):
        """Return a day for the next review: few are late, of those some since March.

        Counted from the day of installation, so that the desk looks as in use.
        """
        draw = self.dice.random()
        if draw < 0.01:
            return "2024-03-31"
        days = self.dice.randrange(95, 365)
        if draw < 0.02:
            days = -self.dice.randrange(1, 40)
        elif draw < 0.06:
            days = self.dice.randrange(5, 90)
        return f"{self.today + timedelta(days=days)}"

    def urban(self, town):
        """Whether the town is a street of the city."""
        return "街道" in town

    def grant(self, program, title, lines):
        """Import who is granted a program.

        :return: the import
        :raise ValueError: a line isn't as the import wants it
        """
        lines = [{"补贴项目": program.name, **line} for line in lines]
        headings = list(dict.fromkeys(key for line in lines for key in line))
        text = io.StringIO()
        writer = csv.DictWriter(text, headings)
        writer.writeheader()
        writer.writerows(lines)
        content = text.getvalue().encode("utf-8-sig")
        job = self.desk.take("clerk", "entitlement", f"{title}.csv", content)
        if job.error_count or job.state != "taken":
            wrong = job.line_ids.filtered(lambda line: line.status == "error")[:1]
            raise ValueError(f"{title}: {job.message} {wrong.message}")
        return job
