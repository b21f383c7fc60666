"""The brands' work in the background: domains are looked at again and again."""

from faktura.brands.email_domains import CHECK_JOB as CHECK_EMAIL_DOMAIN
from faktura.brands.email_domains import check_email_domain
from faktura.brands.page_domains import CHECK_JOB as CHECK_PAGE_DOMAIN
from faktura.brands.page_domains import check_page_domain
from faktura.jobs import Job

# Strangers' name servers may be slow.
CHECKS_AT_ONCE = 4

JOBS = (
    Job(name=CHECK_EMAIL_DOMAIN, run=check_email_domain, concurrency_max=CHECKS_AT_ONCE),
    Job(name=CHECK_PAGE_DOMAIN, run=check_page_domain, concurrency_max=CHECKS_AT_ONCE),
)
