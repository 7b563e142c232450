/**
 * The report of a build as a page: {@link org.zhizhi.data.report.ReportPage}. Knows {@code
 * report.json} and nothing of how it came about.
 */
package org.zhizhi.data.report;
