from odoo import fields, models

PLACEMENTS = [
    ("plot", "Plot"),
    ("niche", "Niche"),
    ("ecological", "Ecological Burial"),
    ("deposit", "Temporary Deposit"),
    ("elsewhere", "Outside the District"),
    ("burial", "Burial of the Body"),
]


class CivilFuneralFacts(models.AbstractModel):
    """What is entered at the nodes of the course (环节要素).

    The case keeps the facts, the window of a step asks for them: both have them from
    here.
    """

    _name = "civil.funeral.facts"
    _description = "Facts of a Funeral Case"

    certificate_kind = fields.Selection(
        [
            ("medical", "Medical Certificate of Death"),
            ("police", "Police Certificate of Death"),
            ("letter", "Police Letter on an Unknown Body"),
        ],
        string="Kind of Proof",
    )
    certificate_date = fields.Date(string="Issued on")
    certificate_issuer = fields.Char(string="Issued By")
    certificate_doctor = fields.Char(string="Doctor or Officer")
    death_cause = fields.Char(string="Cause of Death")
    release_number = fields.Char(string="Police Consent No.")
    release_date = fields.Date(string="Consent Given on")
    release_issuer = fields.Char(string="Consent Given By")
    notice_place = fields.Char(string="Published In")
    notice_at = fields.Datetime(string="Published at")
    notice_until = fields.Date(string="Notice Ends", help="Empty: by the rule.")
    vehicle = fields.Char(help="Plate of the hearse; hearses of funeral homes only.")
    driver = fields.Char()
    carriers = fields.Char()
    transport_from = fields.Char(string="Fetched From")
    dispatched_at = fields.Datetime(string="Sent Out at")
    handed_at = fields.Datetime(string="Handed Over at")
    handed_by = fields.Char(
        string="Handed Over By", help="Who signed for the family or the hospital."
    )
    received_by = fields.Char(help="Who signed for the funeral home.")
    body_state = fields.Char(string="State of the Body")
    valuables = fields.Char()
    distance = fields.Float(string="Distance (km)", digits=(8, 1))
    admitted_at = fields.Datetime(string="Admitted at")
    body_tag = fields.Char()
    cabinet = fields.Char(string="Cold Cabinet")
    admitted_by = fields.Char()
    storage_applicant = fields.Char(string="Extension Asked By")
    storage_reason = fields.Char(string="Reason of Extension")
    storage_until = fields.Date(string="Stored Until")
    farewell_hall = fields.Char(string="Hall")
    farewell_at = fields.Datetime(string="Farewell at")
    farewell_host = fields.Char(string="Farewell Held By")
    host_name = fields.Char(string="Funeral Host", help="Who signed the confirmation.")
    host_relation = fields.Char(string="Relation of the Host")
    host_phone = fields.Char(string="Telephone of the Host")
    confirmed_at = fields.Datetime(string="Signed at")
    furnace = fields.Char()
    cremator = fields.Char(string="Furnace Worker")
    cremation_start = fields.Datetime(string="Cremation Begun")
    cremated_at = fields.Datetime(string="Cremated at", index="btree_not_null")
    ashes_at = fields.Datetime(string="Ashes Handed Over at")
    ashes_to = fields.Char(string="Ashes Received By")
    ashes_relation = fields.Char(string="Relation of the Receiver")
    ashes_by = fields.Char(string="Ashes Given Out By")
    # Bodies are buried by a step of their own.
    placement_kind = fields.Selection(PLACEMENTS[:-1])
    placement_place = fields.Char(string="Place of the Ashes")
    placement_document = fields.Char(string="Placement Certificate No.")
    placement_date = fields.Date(string="Placed on")
    placement_until = fields.Date(string="Deposited Until")
    visited_at = fields.Datetime(string="Visited at")
    visitor = fields.Char()
    visit_note = fields.Char(string="Result of the Visit")
    household_date = fields.Date(string="Household Registration Cancelled on")
    household_document = fields.Char(string="Proof of Cancellation")
    cancel_reason = fields.Char(string="Reason of Cancellation")
