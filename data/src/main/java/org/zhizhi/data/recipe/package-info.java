/**
 * How a corpus is made, as a person writes it down: {@link org.zhizhi.data.recipe.Recipe}, read
 * from YAML. Knows the stages by name; reads no documents and writes no files.
 */
package org.zhizhi.data.recipe;
