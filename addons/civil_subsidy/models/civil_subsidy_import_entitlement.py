from odoo import api, models

from odoo.addons.civil_base.tools.money import parse_amount
from odoo.addons.civil_base.tools.tabular import Column
from odoo.addons.civil_base.tools.text import (
    clean,
    clean_code,
    clean_name,
    is_number,
    parse_date,
    parse_month,
)
from odoo.addons.civil_resident.tools.identity import (
    is_card_doubtful,
    parse_identity,
    pinyin_initials,
)

from .civil_subsidy_class import label_key
from .civil_subsidy_payee import account_problem
from .civil_subsidy_stack import HOUSEHOLD_METHODS

COLUMNS = (
    Column("program", ("补贴项目", "项目", "项目名称", "救助项目", "program")),
    Column("name", ("姓名", "申请人", "申请人姓名", "name")),
    Column(
        "identity_number",
        ("身份证号", "身份证号码", "公民身份号码", "身份证", "identity_number"),
    ),
    Column(
        "town", ("镇街", "镇（街道）", "乡镇", "镇街道", "所属镇街"), required=False
    ),
    Column("village", ("村（社区）", "村社区", "村居", "社区"), required=False),
    Column("class", ("类别", "补贴类别", "保障类别", "享受类别"), required=False),
    Column("persons", ("人数", "保障人数", "享受人数"), required=False),
    Column("income", ("家庭月收入", "月收入", "收入"), required=False),
    Column("amount", ("核定金额", "金额", "救助金额"), required=False),
    Column("supplement", ("增发金额", "分类施保", "分类施保增发"), required=False),
    Column("first_month", ("享受起始月", "起始月", "起始月份", "享受起始时间")),
    Column("review", ("下次复核日期", "复核日期", "复核时间"), required=False),
    Column("occasion", ("事由", "救助事由", "案件编号"), required=False),
    Column("bank_name", ("开户银行", "开户行"), required=False),
    Column("account_number", ("银行账号", "银行帐号", "账号", "帐号"), required=False),
    Column("account_holder", ("户名", "开户名", "账户名"), required=False),
    Column("agent_name", ("代领人", "代领人姓名"), required=False),
    Column("agent_number", ("代领人身份证号", "代领人身份证号码"), required=False),
    Column("head_number", ("户主身份证号", "户主身份证号码"), required=False),
    Column("institution", ("机构", "机构名称", "服务机构"), required=False),
    Column("document", ("文号", "审批文号", "决定文号"), required=False),
    Column("note", ("备注",), required=False),
)


class CivilSubsidyImportEntitlement(models.AbstractModel):
    """Import of whoever is granted a program (享受资格批量导入).

    A line grants one program to one person. What can be said of a line by itself is
    said while reading it; what needs the register is asked of all lines at once.
    """

    _name = "civil.subsidy.import.entitlement"
    _description = "Import of Entitlements"
    _inherit = ["civil.import.person"]

    @api.model
    def _columns(self):
        return COLUMNS

    @api.model
    def _prepare(self, job):
        """Programs, classes, places and institutions, looked up once for the file."""
        ctx = super()._prepare(job)
        programs = {}
        languages = [code for code, _name in self.env["res.lang"].get_installed()]
        for program in self.env["civil.subsidy.program"].search([]):
            known = {
                "id": program.id,
                "name": program.name,
                "source": program.source,
                "method": program.amount_method,
                "once": program.cycle == "once",
                "payee": program.payee_kind,
                "from": program.date_from and program.date_from.replace(day=1),
                "to": program.date_to,
                "classes": program.class_ids._by_label(),
            }
            for lang in languages:
                programs[clean_code(program.with_context(lang=lang).name)] = known
            for name in (program.name, program.code):
                programs[clean_code(name)] = known
        towns, villages = {}, {}
        for division in self.env["civil.division"].search(
            [
                ("level", "in", ("town", "village")),
                ("id", "child_of", ctx["divisions"].ids),
            ]
        ):
            if division.level == "town":
                towns[clean_code(division.name)] = division.id
            else:
                villages[division.parent_id.id, clean_code(division.name)] = division.id
        institutions = {
            clean_code(partner.name): partner.id
            for partner in self.env["res.partner"].search([("is_company", "=", True)])
        }
        return {
            **ctx,
            "programs": programs,
            "towns": towns,
            "villages": villages,
            "institutions": institutions,
            "place": ctx["divisions"][:1].id,
        }

    @api.model
    def _parse_row(self, job, sheet, row, ctx):
        """Read one line; the checks that need the register follow for all lines."""
        cells = row.cells
        data, faults = self._parse_person(cells, ctx)
        program = ctx["programs"].get(clean_code(cells.get("program")))
        data |= {
            "pinyin_initials": pinyin_initials(data["name"]),
            "program": program and program["id"],
            "occasion": clean(cells.get("occasion")) or None,
            "document": clean(cells.get("document")) or None,
            "note": clean(cells.get("note")) or None,
            "division_id": self._place(cells, ctx),
        }
        refusals = [self._program_fault(cells, program)]
        if program and program["source"] == "entitlement":
            refusals += self._read_values(cells, program, data)
            refusals += self._read_dates(cells, program, data)
            refusals += self._read_payee(cells, program, data, ctx)
        faults += [("error", sentence) for sentence in refusals if sentence]
        if data["division_id"] == ctx["place"] and clean(cells.get("town")):
            sentence = self.env._(
                "The town “%(town)s” isn't among your divisions; somebody new is put "
                "down without a town.",
                town=clean(cells["town"]),
            )
            faults.append(("warning", sentence))
        return data, faults

    def _place(self, cells, ctx):
        town = ctx["towns"].get(clean_code(cells.get("town")))
        village = ctx["villages"].get((town, clean_code(cells.get("village"))))
        return village or town or ctx["place"]

    def _program_fault(self, cells, program):
        if not program:
            return self.env._(
                "Program '%(name)s' is unknown; create it first or correct its name.",
                name=clean(cells.get("program")),
            )
        if program["source"] == "roster":
            return self.env._(
                "%(program)s is claimed by monthly rosters; import the town's roster "
                "instead.",
                program=program["name"],
            )
        return None

    def _read_values(self, cells, program, data):
        """Class, persons and money of a line; yield what is wrong."""
        label = clean(cells.get("class"))
        classes = program["classes"]
        data["class"] = classes.get(clean_code(label)) or classes.get(label_key(label))
        individual = program["method"] == "individual"
        if label and not data["class"] or classes and not (data["class"] or individual):
            yield self.env._(
                "Program %(program)s has no class '%(label)s'; create the class first "
                "or correct its name.",
                program=program["name"],
                label=label,
            )
        persons = clean(cells.get("persons"))
        data["persons"] = int(persons) if persons.isdecimal() else 1
        if persons and not (persons.isdecimal() and 0 < int(persons) < 100):
            yield self.env._(
                "Persons (人数) '%(value)s' isn't a number of people.", value=persons
            )
        if data["persons"] > 1 and program["method"] not in HOUSEHOLD_METHODS:
            yield self.env._(
                "%(program)s is paid by the person: give each person a line.",
                program=program["name"],
            )
        for name in ("income", "amount", "supplement"):
            amount = parse_amount(cells.get(name))
            written = clean(cells.get(name))
            data[name] = amount is not None and f"{amount:.2f}" or None
            if written and (amount is None or amount < 0 or amount != round(amount, 2)):
                yield self.env._(
                    "Amount '%(amount)s' isn't an amount in yuan with at most two "
                    "decimals.",
                    amount=written,
                )
        yield self._amount_fault(program, data, individual)

    def _amount_fault(self, program, data, individual):
        decided = float(data["amount"] or 0)
        if individual and decided <= 0:
            return self.env._(
                "%(program)s is decided case by case: give the amount (核定金额), more "
                "than zero.",
                program=program["name"],
            )
        if not individual and decided:
            return self.env._(
                "The amount of %(program)s follows from the standard; leave the amount "
                "(核定金额) empty.",
                program=program["name"],
            )
        return None

    def _read_dates(self, cells, program, data):
        month = parse_month(cells.get("first_month"))
        data["first_month"] = month and month.isoformat()
        if not month:
            yield self.env._(
                "The first month (享受起始月) '%(value)s' can't be read; write it as "
                "2024-01.",
                value=clean(cells.get("first_month")),
            )
        elif (program["from"] and month < program["from"]) or (
            program["to"] and month > program["to"]
        ):
            yield self.env._(
                "%(program)s doesn't run in %(month)s.",
                program=program["name"],
                month=f"{month:%Y-%m}",
            )
        review = parse_date(cells.get("review"))
        data["review"] = review and review.isoformat()
        if clean(cells.get("review")) and not review:
            yield self.env._("The dates can't be read; write them as 2024-01-01.")
        if program["once"] and not data["occasion"]:
            yield self.env._(
                "%(program)s is paid once: say for what (事由), such as the number of "
                "the case.",
                program=program["name"],
            )

    def _read_payee(self, cells, program, data, ctx):
        """Account, agent, head and institution of a line; yield what is wrong."""
        number = cells.get("account_number")
        data |= {
            "bank_name": clean(cells.get("bank_name")) or None,
            "account_number": clean_code(number) or None,
            "account_doubtful": is_card_doubtful(clean_code(number)),
            "account_holder": clean_name(cells.get("account_holder"))
            or clean_name(cells.get("agent_name"))
            or data["name"],
            "agent_name": clean_name(cells.get("agent_name")) or None,
            "partner": None,
        }
        if clean(number) and (is_number(number) or account_problem(number)):
            yield self.env._(
                "The account number (银行账号) doesn't have 10 to 32 digits; keep the "
                "column as text."
            )
        for name in ("agent_number", "head_number"):
            data[name] = None
            if clean(cells.get(name)):
                person = parse_identity(cells.get(name), ctx["today"])
                data[name] = person.number
                if name == "agent_number":
                    data["agent_birth"] = (
                        person.birth_date and person.birth_date.isoformat()
                    )
                    data["agent_sex"] = person.sex
                    data["agent_pinyin"] = pinyin_initials(data["agent_name"] or "")
                if person.problem:
                    yield self.env._(
                        "The number of the agent or the head of the household isn't "
                        "valid."
                    )
        if data["agent_number"] and not data["agent_name"]:
            yield self.env._("The name of the agent (代领人) is missing.")
        if program["payee"] == "agent" and not data["agent_number"]:
            yield self.env._(
                "%(program)s is paid to an agent: give name and identity number of the "
                "agent (代领人).",
                program=program["name"],
            )
        yield self._institution_fault(cells, program, data, ctx)

    def _institution_fault(self, cells, program, data, ctx):
        name = clean_code(cells.get("institution"))
        data["partner"] = ctx["institutions"].get(name)
        if name and not data["partner"]:
            return self.env._(
                "Institution “%(name)s” isn't among the contacts.",
                name=clean(cells["institution"]),
            )
        if program["payee"] == "institution" and not name:
            return self.env._(
                "%(program)s is paid to an institution: name it (机构).",
                program=program["name"],
            )
        return None

    # Taking and withdrawing

    @api.model
    def _take(self, job):
        self.env["civil.subsidy.entitlement.load"]._load(job)

    @api.model
    def _withdraw_refusal(self, job):
        return self.env["civil.subsidy.entitlement.load"]._unload_refusal(job)

    @api.model
    def _withdraw(self, job):
        job.check_access("read")
        self.env["civil.subsidy.entitlement.load"]._unload(job)
