from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.civil_base.tools.text import clean, clean_name

from ..tools.identity import mask_phone
from ..tools.pinyin import pinyin_initials


class CivilResident(models.Model):
    """A resident of the district (居民) whom the bureau serves or pays.

    Not a contact of the address book: tens of thousands of citizens are kept
    here with what identifies them. Numbers are shown masked; see
    ``civil.protected.mixin``. A resident is never deleted: duplicates are merged
    and keep pointing at whom they were merged into.
    """

    _name = "civil.resident"
    _description = "Resident"
    _inherit = ["civil.protected.mixin", "civil.division.mixin", "mail.thread"]
    _order = "name, id"
    _protected_fields = {
        "identity_number": "identity_input",
        "disability_number": "disability_input",
        "phone": "phone_input",
    }

    name = fields.Char(required=True, index="trigram")
    pinyin_initials = fields.Char(
        compute="_compute_pinyin_initials",
        store=True,
        index=True,
        help="First letters of the name's syllables, to find the person by.",
    )
    birth_date = fields.Date(
        compute="_compute_birth_date", store=True, readonly=False, index=True
    )
    sex = fields.Selection(
        [("male", "Male"), ("female", "Female")],
        compute="_compute_sex",
        store=True,
        readonly=False,
    )
    age = fields.Integer(
        compute="_compute_age",
        help="Completed years today, or at death.",
    )
    phone = fields.Char(
        string="Phone in the Clear",
        groups="civil_base.group_personal_data",
        copy=False,
    )
    phone_input = fields.Char(
        string="Phone",
        compute="_compute_phone_input",
        inverse="_inverse_phone_input",
        help="Type a number here to set or correct it; it is shown masked only.",
    )
    phone_masked = fields.Char(
        string="Masked Phone", compute="_compute_phone_masked", compute_sudo=True
    )
    address = fields.Char()
    household_id = fields.Many2one(
        "civil.household", index="btree_not_null", ondelete="set null"
    )
    household_relation = fields.Selection(
        [
            ("head", "Head of household"),
            ("spouse", "Spouse"),
            ("child", "Child"),
            ("parent", "Parent"),
            ("grandchild", "Grandchild"),
            ("grandparent", "Grandparent"),
            ("sibling", "Sibling"),
            ("other", "Other"),
        ],
        string="Relation to the Head",
    )
    household_member_ids = fields.One2many(
        related="household_id.member_ids", string="Household Members"
    )
    household_count = fields.Integer(
        related="household_id.member_count", string="Persons in the Household"
    )
    account_ids = fields.One2many(
        "civil.resident.account", "resident_id", string="Bank Accounts"
    )
    category_ids = fields.One2many(
        "civil.resident.category", "resident_id", string="Categories"
    )
    current_kind_ids = fields.Many2many(
        "civil.resident.category.kind",
        compute="_compute_current_kind_ids",
        search="_search_current_kind_ids",
        string="Current Categories",
    )
    death_ids = fields.One2many("civil.death", "resident_id", string="Deaths")
    death_date = fields.Date(
        compute="_compute_death_date",
        store=True,
        index="btree_not_null",
        help="The earliest death recorded for the person.",
    )
    disability_kind = fields.Selection(
        [
            ("1", "Sight"),
            ("2", "Hearing"),
            ("3", "Speech"),
            ("4", "Limbs"),
            ("5", "Intellectual"),
            ("6", "Mental"),
            ("7", "Multiple"),
        ],
        string="Disability Class",
    )
    disability_grade = fields.Selection(
        [
            ("1", "Grade 1"),
            ("2", "Grade 2"),
            ("3", "Grade 3"),
            ("4", "Grade 4"),
        ],
        help="Grade 1 is the heaviest.",
    )
    active = fields.Boolean(default=True, copy=False)
    merged_into_id = fields.Many2one(
        "civil.resident",
        string="Merged into",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    merged_ids = fields.One2many(
        "civil.resident",
        "merged_into_id",
        string="Merged Records",
        context={"active_test": False},
    )
    note = fields.Text()

    @api.depends("name")
    def _compute_pinyin_initials(self):
        for resident in self:
            resident.pinyin_initials = pinyin_initials(resident.name)

    def _compute_phone_input(self):
        self.phone_input = False

    def _inverse_phone_input(self):
        for resident in self.filtered("phone_input"):
            # Open to people who may enter a number but not read it.
            resident.sudo().phone = resident.phone_input

    @api.depends("phone")
    def _compute_phone_masked(self):
        for resident in self:
            resident.phone_masked = mask_phone(resident.phone)

    @api.depends("birth_date", "death_date")
    def _compute_age(self):
        today = fields.Date.context_today(self)
        for resident in self:
            born, on = resident.birth_date, resident.death_date or today
            resident.age = born and (
                on.year - born.year - ((on.month, on.day) < (born.month, born.day))
            )

    @api.depends("category_ids.date_from", "category_ids.date_to")
    def _compute_current_kind_ids(self):
        today = fields.Date.context_today(self)
        for resident in self:
            current = resident.category_ids.filtered(lambda c: c._holds_on(today))
            resident.current_kind_ids = current.kind_id

    def _search_current_kind_ids(self, operator, value):
        if operator not in ("in", "any"):
            return NotImplemented
        current = self.env["civil.resident.category"]._domain_on(
            fields.Date.context_today(self)
        )
        return [("category_ids", "any", [("kind_id", operator, value), *current])]

    @api.depends("death_ids.death_date")
    def _compute_death_date(self):
        for resident in self:
            dates = resident.death_ids.mapped("death_date")
            resident.death_date = min(filter(None, dates), default=False)

    @api.depends("name", "identity_tail")
    def _compute_display_name(self):
        """Tell people of the same name apart by the end of their number."""
        for resident in self:
            tail = resident.identity_tail
            name = resident.name or ""
            resident.display_name = f"{name} ({tail})" if tail else name

    @api.constrains("merged_into_id")
    def _check_merged_into_id(self):
        if self._has_cycle("merged_into_id"):
            raise ValidationError(
                self.env._("A resident can't be merged into itself, by no detour.")
            )

    @api.model_create_multi
    def create(self, vals_list):
        residents = super().create([self._cleaned(vals) for vals in vals_list])
        residents._link_deaths()
        return residents

    def write(self, vals):
        former = self._former_numbers() if "identity_number" in vals else {}
        result = super().write(self._cleaned(vals))
        if "identity_number" in vals:
            self._link_deaths()
            self._correct_deaths(former)
        return result

    def _former_numbers(self):
        return {resident: resident.identity_number for resident in self.sudo()}

    def _correct_deaths(self, former):
        """Carry a corrected number over to the deaths recorded under the old one."""
        for resident, number in former.items():
            deaths = resident.death_ids.filtered(
                lambda d, old=number: d.identity_number in (old, False)
            )
            deaths.identity_number = resident.identity_number

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._(
                "Residents aren't deleted: archive them, or merge a duplicate into "
                "the right record."
            )
        )

    @api.model
    def _cleaned(self, vals):
        """Values as they are stored: no spaces that were typed for looks."""
        cleaned = dict(vals)
        if "name" in vals:
            cleaned["name"] = clean_name(vals["name"])
        for name in ("phone", "address"):
            if vals.get(name):
                cleaned[name] = clean(vals[name])
        return cleaned

    def action_open_household(self):
        """Open the household that the person belongs to."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "civil.household",
            "res_id": self.household_id.id,
            "view_mode": "form",
        }

    def action_open_merge(self):
        """Open the merge of the selected residents into one."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Merge Duplicates"),
            "res_model": "civil.resident.merge",
            "view_mode": "form",
            "target": "new",
            "context": {"default_resident_ids": self.ids},
        }
