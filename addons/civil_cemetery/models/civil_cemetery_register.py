from odoo import fields, models


class CivilCemeteryRegister(models.AbstractModel):
    """What the register of facilities holds of each (殡葬设施登记表)."""

    _name = "civil.cemetery.register"
    _description = "Entry in the Register of Facilities"

    level = fields.Selection(
        [
            ("village", "Village"),
            ("town", "Town"),
            ("district", "District"),
            ("city", "City"),
        ],
        string="Level of the Facility",
    )
    unit_form = fields.Selection(
        [
            ("full", "Fully Funded Institution"),
            ("partial", "Partly Funded Institution"),
            ("own", "Self-financed Institution"),
            ("enterprise", "Company"),
            ("committee", "Village Committee"),
            ("other", "Other"),
        ],
        string="Form of the Unit",
    )
    supervising_unit = fields.Char()
    supervising_code = fields.Char(string="Code of the Supervising Unit")
    organizer = fields.Char()
    organizer_form = fields.Char(string="Form of the Organizer")
    co_organizer = fields.Char()
    zip = fields.Char(string="Postal Code")
    website = fields.Char()
    service_phone = fields.Char()
    staff_posts = fields.Integer(string="Posts")
    staff_count = fields.Integer(string="Staff")
    staff_trained = fields.Integer(string="Trained Staff")
    it_manager = fields.Char(string="IT Manager")
    approval_number = fields.Char(tracking=True)
    approved_on = fields.Date(tracking=True)
    opened_on = fields.Date(tracking=True)
    use_until = fields.Date(string="Planned Use until")
    land_nature = fields.Selection(
        [
            ("allocated", "Allocated State Land"),
            ("granted", "Granted State Land"),
            ("collective", "Collective Land"),
            ("leased", "Leased Land"),
        ],
        string="Nature of the Land",
    )
    land_area = fields.Float(string="Land (mu)", digits=(10, 2))
    built_area = fields.Float(string="Burial Area Built (m²)", digits=(10, 2))
    building_area = fields.Float(string="Buildings (m²)", digits=(10, 2))
    counter_area = fields.Float(string="Business Rooms (m²)", digits=(10, 2))
    archive_area = fields.Float(string="Archive Rooms (m²)", digits=(10, 2))
    office_area = fields.Float(string="Offices (m²)", digits=(10, 2))
    green_area = fields.Float(string="Green Land (m²)", digits=(10, 2))
    green_cover = fields.Float(string="Green Cover (%)", digits=(5, 2))
    planned_plots = fields.Integer(
        help="As approved; plots on record are counted apart."
    )

    _areas_check = models.Constraint(
        "CHECK (land_area >= 0 AND built_area >= 0 AND building_area >= 0"
        " AND green_area >= 0 AND planned_plots >= 0)",
        "Areas and numbers can't be below zero.",
    )
    _cover_check = models.Constraint(
        "CHECK (green_cover BETWEEN 0 AND 100)", "Green cover lies between 0 and 100."
    )
    _use_check = models.Constraint(
        "CHECK (use_until IS NULL OR opened_on IS NULL OR use_until > opened_on)",
        "The planned use can't end before the opening.",
    )
