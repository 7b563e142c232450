/**
 * Report pages: one HTML file in English and Chinese with tables and charts ({@link
 * org.zhizhi.base.page.Page}, start here). A page loads nothing from anywhere and escapes whatever
 * it is given. Knows no runs, exams or models.
 */
package org.zhizhi.base.page;
